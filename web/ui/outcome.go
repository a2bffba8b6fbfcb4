package ui

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Outcome is a client's questionnaires over the course, one panel a measure.
type Outcome struct {
	Summary  string // in words: "PHQ-9 fell from 19 to 10, one point above response."
	Measures []Measure
	Doses    []DoseMark
}

// Measure is one questionnaire: its scale, the bands of its manual, its scores.
type Measure struct {
	Name   string // "PHQ-9"
	Max    int    // 27
	Bands  []Band
	Lines  []RefLine
	Points []Point // by time
}

// Band is a range of scores, both ends included, and its word.
type Band struct {
	From, To int
	Word     string
}

// RefLine is a score worth reaching: "Response: 9 or less, half of 19".
type RefLine struct {
	At   int
	Word string
}

// Point is one score.
type Point struct {
	At    time.Time
	Value int
	Note  string // "Prep 2"; may be empty
}

// DoseMark is a dose on the axis of time.
type DoseMark struct {
	At      time.Time
	Label   string // "Dose 1"
	Amount  string // "100 mg", "planned"
	Planned bool
}

// Drawing units of the outcome chart.
const (
	outcomeWidth            = 820.0
	plotLeft, plotRight     = 44.0, 668.0
	doseHead                = 56.0
	panelTitle              = 30.0
	panelGap                = 24.0
	firstPanel, secondPanel = 206.0, 132.0
)

// panel is a measure with its place in the drawing.
type panel struct {
	Measure
	top, height float64
	second      bool // drawn thinner, with hollow squares
}

func (c Outcome) panels() []panel {
	var out []panel
	y := doseHead
	for i, m := range c.Measures {
		p := panel{Measure: m, top: y + panelTitle, height: firstPanel, second: i > 0}
		if i > 0 {
			p.height = secondPanel
		}
		out = append(out, p)
		y = p.top + p.height + panelGap
	}
	return out
}

// y is where a score stands.
func (p panel) y(value int) float64 {
	return p.top + p.height*(1-float64(value)/float64(max(p.Max, 1)))
}

// wordAt is the height of a line's word: below it, or above where the next line
// below is so near that their words would lie on each other.
func (p panel) wordAt(line RefLine) float64 {
	for _, other := range p.Lines {
		if gap := p.y(other.At) - p.y(line.At); gap > 0 && gap < 20 {
			return p.y(line.At) - 6
		}
	}
	return p.y(line.At) + 17
}

// upper is the upper edge of a band: bands touch, the highest ends at the maximum.
func (b Band) upper(most int) int {
	if b.To >= most {
		return most
	}
	return b.To + 1
}

// word is the band beside the drawing, short enough for its margin.
func (b Band) word() string {
	return strconv.Itoa(b.From) + "–" + strconv.Itoa(b.To) + " " + strings.Replace(b.Word, "moderately", "mod.", 1)
}

// axis spans all scores and doses and today, with some air on both sides.
func (c Outcome) axis(now time.Time) axis {
	times := c.times()
	if !now.IsZero() {
		times = append(times, now)
	}
	from, to := slices.MinFunc(times, time.Time.Compare), slices.MaxFunc(times, time.Time.Compare)
	air := max(to.Sub(from)/24, 24*time.Hour)
	return axis{from: from.Add(-air), to: to.Add(air), x0: plotLeft, x1: plotRight}
}

func (c Outcome) times() []time.Time {
	var out []time.Time
	for _, m := range c.Measures {
		for _, p := range m.Points {
			out = append(out, p.At)
		}
	}
	for _, d := range c.Doses {
		out = append(out, d.At)
	}
	return out
}

// empty says that no questionnaire is in yet.
func (c Outcome) empty() bool {
	return !slices.ContainsFunc(c.Measures, func(m Measure) bool { return len(m.Points) > 0 })
}

// bottom is the lower edge of the last panel.
func (c Outcome) bottom() float64 {
	panels := c.panels()
	last := panels[len(panels)-1]
	return last.top + last.height
}

func (p panel) path(a axis) string {
	verb, d := "M", ""
	for _, point := range p.Points {
		d += verb + px(a.x(point.At)) + " " + px(p.y(point.Value))
		verb = "L"
	}
	return d
}

// column is one day of the table below the chart.
type column struct {
	day, note string
	at        time.Time
}

// columns are the days with a score, each once, by time.
func (c Outcome) columns(s Shell) []column {
	var out []column
	for _, m := range c.Measures {
		for _, p := range m.Points {
			day := s.shortDay(p.At)
			if !slices.ContainsFunc(out, func(c column) bool { return c.day == day }) {
				out = append(out, column{day, p.Note, p.At})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b column) int { return cmp.Compare(a.at.Unix(), b.at.Unix()) })
	return out
}

// on is the measure's last score of a day, empty where there is none.
func (m Measure) on(s Shell, day string) string {
	for _, p := range slices.Backward(m.Points) {
		if s.shortDay(p.At) == day {
			return strconv.Itoa(p.Value)
		}
	}
	return ""
}

// doseRows gives each dose's label a row above the panels; -1 leaves it to its mark.
func (c Outcome) doseRows(a axis) []int {
	at, width := make([]float64, len(c.Doses)), make([]float64, len(c.Doses))
	for i, d := range c.Doses {
		width[i] = textWidth(d.Label + " " + d.Amount)
		at[i] = a.x(d.At) - width[i]/2
	}
	return lanes(at, width, 2)
}

// first is the earliest score or dose; the ticks of the axis count from it.
func (c Outcome) first() time.Time { return slices.MinFunc(c.times(), time.Time.Compare) }
