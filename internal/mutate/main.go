// Command mutate breaks rules and statements of the steps, one place at a time, and says
// which breaks no test notices:
//
//	go run ./internal/dbtest/with-postgres go run ./internal/mutate -count 200 -seed 1
//
// The work tree is not touched: go test -overlay reads the broken file from elsewhere.
// The tests of the place's package run first, and where they stay green those of the
// packages that import it.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"sync"

	"kap/internal/progress"
)

func main() {
	count := flag.Int("count", 200, "how many places to break")
	seed := flag.Uint64("seed", 1, "which places; the same seed breaks the same")
	workers := flag.Int("p", 2, "how many at once")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *count, *seed, *workers, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, count int, seed uint64, workers int, patterns []string) error {
	steps, err := listSteps(ctx, patterns)
	if err != nil {
		return err
	}
	schema, err := openSchema(ctx)
	if err != nil {
		return err
	}
	defer schema.close()
	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	breaks := make(chan mutant)
	go func() {
		defer close(breaks)
		choose(ctx, steps, schema, dir, count, seed, breaks)
	}()
	r := &result{line: progress.Moving(os.Stderr), count: count}
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for m := range breaks {
				r.note(m, m.tried(ctx))
			}
		})
	}
	wait.Wait()
	r.close()
	return ctx.Err()
}

// choose sends the first count breaks that compile and prepare, in the seed's order: one
// of a rule, one of a statement, in turn, while there are both.
func choose(ctx context.Context, steps []step, schema *schema, dir string, count int, seed uint64, to chan<- mutant) {
	var rules, statements []mutant
	for _, s := range steps {
		rules, statements = append(rules, s.rules()...), append(statements, s.statements()...)
	}
	dice := rand.New(rand.NewPCG(seed, seed))
	for _, list := range [][]mutant{rules, statements} {
		dice.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	}
	for n := 0; n < count && len(rules)+len(statements) > 0 && ctx.Err() == nil; {
		for _, list := range []*[]mutant{&rules, &statements} {
			for n < count && len(*list) > 0 && ctx.Err() == nil {
				m := (*list)[0]
				*list = (*list)[1:]
				if m.stands(ctx, schema, dir, n) {
					to <- m
					n++
					break
				}
			}
		}
	}
}

// result is what came of the breaks.
type result struct {
	mu           sync.Mutex
	line         *progress.Line
	count        int
	tried, green int
}

func (r *result) note(m mutant, green bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tried++
	if green {
		r.green++
		r.line.Clear()
		fmt.Printf("%s: %s\n", m.at(), m.what)
	}
	r.line.Say("%d of %d tried, %d stayed green", r.tried, r.count, r.green)
}

func (r *result) close() {
	r.line.Clear()
	if r.tried > 0 {
		fmt.Printf("%d of %d stayed green, %.0f %%\n", r.green, r.tried, 100*float64(r.green)/float64(r.tried))
	}
}
