package demo

import (
	"context"
	"fmt"
	"strconv"

	"kap/internal/db"
	"kap/internal/measure"
)

// Ask has the client fill in PHQ-9 and GAD-7 now. ninth is the answer to item 9 of the
// PHQ-9.
func (c *Care) Ask(ctx context.Context, occasion string, phq, ninth, gad int) error {
	ask := func(i measure.Instrument, values []int) error {
		e := measure.ResponseEntry{Sitting: measure.Sitting{At: c.now(), Occasion: measure.Occasion(occasion), Place: "here", AnsweredBy: "client"}, Answers: map[string]string{}}
		for n, item := range i.Items {
			e.Answers[item.ID] = strconv.Itoa(values[n])
		}
		if err := c.Measures.Record(c.as(ctx, "therapist"), c.ID, db.NewID(), i, e); err != nil {
			return fmt.Errorf("%s of %s: %w", i.Name, c.Name, err)
		}
		return nil
	}
	if err := ask(measure.PHQ9(), append(spread(phq-ninth, 8), ninth)); err != nil {
		return err
	}
	return ask(measure.GAD7(), spread(gad, 7))
}

// spread gives items of 0 to 3 a total, the first ones more.
func spread(total, items int) []int {
	values := make([]int, items)
	for n := range values {
		left := items - n
		values[n] = min(3, (total+left-1)/left)
		total -= values[n]
	}
	return values
}

// Screen asks AUDIT-C and the suicide screen, once, at intake. yes is the answer to
// the ASQ's question about an attempt long ago.
func (c *Care) Screen(ctx context.Context, drinks int, yes bool) error {
	auditC, asq := map[string]string{}, map[string]string{}
	for n, item := range measure.AuditC().Items {
		auditC[item.ID] = strconv.Itoa(spread(drinks, 3)[n])
	}
	for n, item := range measure.ASQ().Items {
		asq[item.ID] = "0"
		if yes && n == 3 {
			asq[item.ID] = "1"
		}
	}
	for _, one := range []struct {
		measure.Instrument
		answers map[string]string
	}{{measure.AuditC(), auditC}, {measure.ASQ(), asq}} {
		e := measure.ResponseEntry{Sitting: measure.Sitting{At: c.now(), Occasion: "intake", Place: "here", AnsweredBy: "staff"}, Answers: one.answers}
		if err := c.Measures.Record(c.as(ctx, "therapist"), c.ID, db.NewID(), one.Instrument, e); err != nil {
			return fmt.Errorf("%s of %s: %w", one.Name, c.Name, err)
		}
	}
	return nil
}
