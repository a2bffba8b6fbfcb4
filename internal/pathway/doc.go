// Package pathway knows for every client what is next, who owns it, since when,
// and what blocks it.
//
// Of is pure: facts of one client in, stage, strip, steps and the moment from which
// time alone makes them another out. After every write Refresh stores that as the
// projection the home pages read (tables pathway and pathway_step) and keeps the
// open steps as tasks. Only facts are ever typed; a projection can be computed
// again at any time. Time opens steps and never cancels one.
//
// The front desk reads the desk label and the words of steps it owns itself:
// nothing clinical stands in either (protocol 8).
package pathway
