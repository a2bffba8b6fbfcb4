package measure

// Instrument is a questionnaire as data.
type Instrument struct {
	ID          string // "phq9"; kept with every response
	Version     int    // of the text here
	Name        string // "PHQ-9"
	Title       string // its full name
	Source      string
	Instruction string // read out or shown above the items
	Items       []Item
	Bands       []Band // from the lowest; none where the instrument has none
	Code        string // LOINC of the panel
	TotalCode   string // LOINC of the total
}

// Item is one question.
type Item struct {
	ID      string // "1"; kept with every answer
	Text    string
	Choices []Choice
	Code    string // LOINC
}

// Choice is one answer in words and what it scores.
type Choice struct {
	Value int
	Words string
	Code  string // LOINC answer
}

// Band is a range of totals with its name; it reaches up to the next band.
type Band struct {
	From int
	Name string
}

// Instruments are the built-in ones, in the order they are asked.
func Instruments() []Instrument {
	return []Instrument{PHQ9(), GAD7(), PCL5(), AuditC(), ASQ()}
}

// Find gives a built-in instrument by its id.
func Find(id string) (Instrument, bool) {
	for _, instrument := range Instruments() {
		if instrument.ID == id {
			return instrument, true
		}
	}
	return Instrument{}, false
}

// Highest is the largest total the instrument can reach.
func (i Instrument) Highest() int {
	total := 0
	for _, item := range i.Items {
		most := 0
		for _, choice := range item.Choices {
			most = max(most, choice.Value)
		}
		total += most
	}
	return total
}

// Band names a total; "" where the instrument has no bands.
func (i Instrument) Band(total int) string {
	name := ""
	for _, band := range i.Bands {
		if total >= band.From {
			name = band.Name
		}
	}
	return name
}

// offers says whether a value is one of the item's answers.
func (i Item) offers(value int) bool {
	for _, choice := range i.Choices {
		if choice.Value == value {
			return true
		}
	}
	return false
}
