package db

import (
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgtype"
)

// readNoTime lets a null be read as the zero time, as Named writes the zero time as null.
// Without it every statement that reads such a column would have to say so.
func readNoTime(types *pgtype.Map) {
	types.TryWrapScanPlanFuncs = append([]pgtype.TryWrapScanPlanFunc{planNoTime}, types.TryWrapScanPlanFuncs...)
}

func planNoTime(target any) (pgtype.WrappedScanPlanNextSetter, any, bool) {
	if at, ok := target.(*time.Time); ok {
		return &noTimePlan{}, (*noTime)(at), true
	}
	return nil, nil, false
}

type noTimePlan struct{ next pgtype.ScanPlan }

// SetNext is called by pgx with the plan that reads into noTime.
func (p *noTimePlan) SetNext(next pgtype.ScanPlan) { p.next = next }

// Scan reads one value into a *time.Time.
func (p *noTimePlan) Scan(source []byte, target any) error {
	return p.next.Scan(source, (*noTime)(target.(*time.Time)))
}

// noTime is a time that a null leaves at zero.
type noTime time.Time

// ScanTimestamptz reads a moment.
func (t *noTime) ScanTimestamptz(v pgtype.Timestamptz) error {
	return t.set(v.Time, v.InfinityModifier)
}

// ScanTimestamp reads a local time.
func (t *noTime) ScanTimestamp(v pgtype.Timestamp) error { return t.set(v.Time, v.InfinityModifier) }

// ScanDate reads a calendar day, midnight UTC.
func (t *noTime) ScanDate(v pgtype.Date) error { return t.set(v.Time, v.InfinityModifier) }

func (t *noTime) set(at time.Time, endless pgtype.InfinityModifier) error {
	if endless != pgtype.Finite {
		return fmt.Errorf("%v is no time", endless)
	}
	*t = noTime(at)
	return nil
}
