package protocol

import "kap/internal/problem"

// atLeast refuses a value below the least that makes sense.
func atLeast(f *problem.Fields, name string, value, least int) {
	if value < least {
		f.Add(name, "This is %d; it has to be at least %d.", value, least)
	}
}

// between refuses a value outside a span, both ends allowed.
func between(f *problem.Fields, name string, value, low, high int) {
	if value < low || value > high {
		f.Add(name, "This is %d; it has to lie from %d to %d.", value, low, high)
	}
}

// named is a value with its name, for rules about the order of several.
type named struct {
	name  string
	value int
}

// rising refuses a value that is smaller than the one before it.
func rising(f *problem.Fields, values ...named) {
	for i := 1; i < len(values); i++ {
		if before := values[i-1]; values[i].value < before.value {
			f.Add(values[i].name, "This is %d; it cannot be less than %s (%d).",
				values[i].value, before.name, before.value)
		}
	}
}

// strictlyRising refuses a value that is not larger than the one before it.
func strictlyRising(f *problem.Fields, values ...named) {
	for i := 1; i < len(values); i++ {
		if before := values[i-1]; values[i].value <= before.value {
			f.Add(values[i].name, "This is %d; it has to be more than %s (%d).",
				values[i].value, before.name, before.value)
		}
	}
}
