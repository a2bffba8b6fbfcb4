// Command mutate breaks rules and statements of the steps, one place at a time, and says
// which breaks no test notices:
//
//	go run ./internal/dbtest/with-postgres go run ./internal/mutate -count 200 -seed 1
//
// The work tree is not touched: go test -overlay reads the broken file from elsewhere.
// The tests of the place's package run, and where they stay green those of its screens.
// Every verdict is written into a book at once; a run that is broken off goes on from there.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"

	"kap/internal/dbtest"
	"kap/internal/progress"
)

func main() {
	count := flag.Int("count", 200, "how many places to break")
	seed := flag.Uint64("seed", 1, "which places; the same seed breaks the same")
	into := flag.String("book", ".cache/mutate.tsv", "file of the verdicts")
	again := flag.Bool("again", false, "try again what stayed green before")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *count, *seed, *into, *again, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, count int, seed uint64, into string, again bool, patterns []string) error {
	steps, err := listSteps(ctx, patterns)
	if err != nil {
		return err
	}
	book, err := openBook(into)
	if err != nil {
		return err
	}
	defer book.close()
	line, sum := progress.On(os.Stderr), tally{}
	say := func(m mutant, v verdict) {
		if sum[v]++; v == green {
			line.Clear()
			fmt.Println(m.at())
		}
		line.Say("%d of %d, %d green", sum.stood(), count, sum[green])
	}
	bench, err := newBench(func(m mutant, v verdict) error {
		say(m, v)
		return book.write(v, m)
	})
	if err != nil {
		return err
	}
	defer bench.close()
	for all := chosen(steps, seed); sum.stood() < count && len(all) > 0; {
		next := all[:min(len(all), count-sum.stood())] // what does not compile is made up for
		all = all[len(next):]
		var open []mutant
		for _, m := range next {
			if v, known := book.verdicts[m.at()]; known && !(again && v == green) {
				say(m, v)
			} else {
				open = append(open, m)
			}
		}
		for _, of := range byStep(open) {
			line.Say("%d of %d, %d green: %d of %s", sum.stood(), count, sum[green], len(of), of[0].step.ImportPath)
			for _, r := range rounds(of) {
				if err := bench.try(ctx, r); err != nil {
					return err
				}
				if err := dbtest.Sweep(ctx); err != nil { // 200 breaks keep more databases than memory holds
					return err
				}
			}
		}
	}
	line.Clear()
	fmt.Println(sum)
	return nil
}

// chosen are all breaks in the seed's order: one of a rule, one of a statement, in turn,
// while there are both.
func chosen(steps []step, seed uint64) (all []mutant) {
	var rules, statements []mutant
	for _, s := range steps {
		rules, statements = append(rules, s.rules()...), append(statements, s.statements()...)
	}
	dice := rand.New(rand.NewPCG(seed, seed))
	for _, list := range [][]mutant{rules, statements} {
		dice.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	}
	for i := range max(len(rules), len(statements)) {
		all = append(append(all, rules[min(i, len(rules)):min(i+1, len(rules))]...),
			statements[min(i, len(statements)):min(i+1, len(statements))]...)
	}
	return all
}

// tally counts verdicts.
type tally map[verdict]int

// stood are the breaks that tests could notice.
func (t tally) stood() int { return t[noticed] + t[green] + t[endless] }

func (t tally) String() string {
	return fmt.Sprintf("%d of %d stayed green, %.0f %% (%d of the noticed never ended; apart: %d did not compile, %d did not prepare)",
		t[green], t.stood(), 100*float64(t[green])/float64(max(1, t.stood())), t[endless], t[noCode], t[noStatement])
}
