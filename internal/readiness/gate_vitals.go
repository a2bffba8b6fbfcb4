package readiness

import (
	"fmt"
	"time"

	"kap/internal/calendar"
	"kap/internal/protocol"
	"kap/internal/vitals"
)

// pressure (G08): the deciding value of protocol 4.2, fresh at the lozenge.
func pressure(f Facts, b protocol.Body, now time.Time) (r ruling) {
	d := vitals.Decide(pressures(f.today(now)), f.Limits, b.Pressure, f.PrescriberWord, now)
	limit := f.Limits.Within(b.Pressure)
	r.evidence = measured(d, f.Zone)
	r.evidence = join(r.evidence, fmt.Sprintf("Limit %d/%d", limit.Systolic, limit.Diastolic)+f.authorOf(limit != b.Pressure.Within))
	switch {
	case d.Stage == vitals.NotMeasured:
		r.hard("Blood pressure is not measured yet. Take a reading.")
	case d.Stage != vitals.Decided:
		r.hard("%s", d.Words(f.Zone))
	case d.Tier == vitals.ForCall:
		r.high(d, limit, "%s is at or above %d or %d. Call the prescriber and log the call; only then can it be overridden.",
			d.Value, b.Pressure.Call.Systolic, b.Pressure.Call.Diastolic)
	case d.Tier == vitals.ForPrescriber && d.Low:
		r.low(d, b.Pressure.Low, "%s is below %d/%d. Let the client lie down and drink. Ask the prescriber, or move the dose.",
			d.Value, b.Pressure.Low.Systolic, b.Pressure.Low.Diastolic)
		r.high(d, limit, "")
	case d.Tier == vitals.ForPrescriber:
		r.high(d, limit, "%s is above the limit. Ask the prescriber, or move the dose.", d.Value)
	}
	return r
}

// authorOf is who set a limit of this client's own: ", Dr. Halvorsen, Nov 18".
func (f Facts) authorOf(own bool) string {
	if !own || f.LimitsBy == "" {
		return ""
	}
	return ", " + f.LimitsBy
}

// measured is the deciding value, or the last reading while there is none.
func measured(d vitals.Decision, zone *time.Location) string {
	if d.Value == (vitals.Value{}) && len(d.Used) > 0 {
		d.Value = d.Used[len(d.Used)-1].Value()
	}
	if d.Value == (vitals.Value{}) {
		return ""
	}
	return d.Value.String() + " at " + calendar.Clock(d.At, zone)
}

// high stops for each value above the limit, with one sentence for both; an override
// covers what was above, and no more.
func (r *ruling) high(d vitals.Decision, limit protocol.Millimeters, format string, args ...any) {
	says := fmt.Sprintf(format, args...)
	for _, v := range []struct {
		part  string
		value vitals.Half
		limit int
	}{{"systolic", d.Value.Systolic, limit.Systolic}, {"diastolic", d.Value.Diastolic, limit.Diastolic}} {
		if v.value > vitals.Half(2*v.limit) {
			r.add(stop{class: Overridable, part: v.part, size: int(v.value), says: says, desk: LabelPrescriber, calls: d.Tier == vitals.ForCall})
			says = ""
		}
	}
}

// low stops for each value below the limit, as high does for those above.
func (r *ruling) low(d vitals.Decision, limit protocol.Millimeters, format string, args ...any) {
	says := fmt.Sprintf(format, args...)
	for _, v := range []struct {
		part  string
		value vitals.Half
		limit int
	}{{"systolic low", d.Value.Systolic, limit.Systolic}, {"diastolic low", d.Value.Diastolic, limit.Diastolic}} {
		if below := vitals.Half(2*v.limit) - v.value; below > 0 {
			r.add(stop{class: Overridable, part: v.part, size: int(below), says: says, desk: LabelPrescriber})
			says = ""
		}
	}
}

func pressures(readings []vitals.Reading) []vitals.Pressure {
	var all []vitals.Pressure
	for _, reading := range readings {
		all = append(all, reading.Pressure())
	}
	return all
}

// today are the readings of the clinic's day that were taken by the minute of now.
func (f Facts) today(now time.Time) []vitals.Reading {
	var readings []vitals.Reading
	for _, r := range f.Readings {
		if !vitals.Later(r.TakenAt, now) && calendar.SameDay(r.TakenAt, now, f.Zone) {
			readings = append(readings, r)
		}
	}
	return readings
}

// latest is the latest value of each sign measured today, nil without a reading: a stop
// stands until its sign was measured again.
func (f Facts) latest(now time.Time) *vitals.Latest {
	latest, found := vitals.LatestOf(f.today(now), now)
	if !found {
		return nil
	}
	return &latest
}

// signs (G09): heart rate, oxygen and breathing within the client's limits.
func signs(f Facts, b protocol.Body, now time.Time) (r ruling) {
	reading := f.latest(now)
	if reading == nil {
		r.hard("Pulse, oxygen and breathing are not measured yet. Take a reading.")
		return r
	}
	r.evidence = f.measuredSigns(*reading)
	if own := f.authorOf(f.Limits.OwnSigns()); own != "" {
		r.evidence = join(r.evidence, "Own limits"+own)
	}
	if reading.HeartRate == 0 || reading.SpO2 == 0 || reading.Respiration == nil && b.Vitals.NeedRespiration {
		r.hard("The last reading is not complete. Take pulse, oxygen and breathing again.")
		return r
	}
	for _, found := range reading.Acceptable(f.Limits, b.Vitals) {
		if found.Hard {
			r.hard("%s", found.Sentence)
			continue
		}
		part, size := f.outside(found.Field, reading.Reading, b.Vitals)
		r.override(part, size, "%s", found.Sentence).desk = LabelPrescriber
	}
	return r
}

// measuredSigns are pulse and oxygen with their time, and breathing where it was counted.
func (f Facts) measuredSigns(l vitals.Latest) string {
	words := fmt.Sprintf("%d a minute, %d%% at %s", l.HeartRate, l.SpO2, calendar.Clock(l.Measured.HeartRate, f.Zone))
	if l.Respiration == nil || l.Measured.Respiration.Equal(l.Measured.HeartRate) {
		return words
	}
	return words + fmt.Sprintf(", breathing %d at %s", *l.Respiration, calendar.Clock(l.Measured.Respiration, f.Zone))
}

// outside is how far a value lies beyond the client's limits, and on which side.
func (f Facts) outside(field string, r vitals.Reading, v protocol.Vitals) (part string, size int) {
	value, limit := r.HeartRate, or(f.Limits.HeartRate, v.HeartRate.Before)
	switch field {
	case "spo2":
		value, limit = r.SpO2, or(f.Limits.SpO2, v.SpO2.Before)
	case "respiration":
		value, limit = *r.Respiration, or(f.Limits.Respiration, v.Respiration.Before)
	}
	if value < limit.Low {
		return field + " low", limit.Low - value
	}
	return field + " high", value - limit.High
}

func or(own, protocols protocol.Span) protocol.Span {
	if own == (protocol.Span{}) {
		return protocols
	}
	return own
}

// weight (G20): recent, and near the one the order was made for.
func weight(f Facts, b protocol.Body, now time.Time) (r ruling) {
	w, age := f.Weighed(now)
	if w == 0 {
		r.soft("missing", 1, "No weight is on record. Weigh the client, or acknowledge it.")
		return r
	}
	r.evidence = w.String() + " kg"
	if age > b.Lozenge.WeightDays {
		r.soft("days", age, "The weight is %d days old. Weigh the client, or acknowledge it.", age)
	}
	ordered := f.Weight.Ordered
	change := max(w-ordered, ordered-w)
	if ordered > 0 && 100*int(change) > b.Lozenge.WeightChange*int(ordered) {
		r.soft("change", int(change), "Weight is %s kg; the order was made for %s kg. Check the dose with the prescriber, or acknowledge it.", w, ordered)
	}
	return r
}

// weighed is today's weight, or the last one and its age in days.
func (f Facts) Weighed(now time.Time) (weight vitals.Tenths, age int) {
	if f.Arrival.Weight > 0 {
		return f.Arrival.Weight, 0
	}
	if reading := f.latest(now); reading != nil && reading.Weight != nil {
		return *reading.Weight, 0
	}
	return f.Weight.Last, calendar.DaysSince(f.Weight.LastOn, now, f.Zone)
}
