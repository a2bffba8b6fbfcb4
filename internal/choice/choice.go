// Package choice is closed lists of answers: what may be answered, in which words and in
// which order, said once for the rule, the form, the page and the print.
package choice

// List is the answers to one question, in the order they are offered.
type List[T ~string] []struct {
	Value T
	Words string
}

// Answer is one of them, as a form offers it.
type Answer struct{ Value, Words string }

// Has says whether a value is one of the answers; nothing is none.
func (l List[T]) Has(value T) bool {
	for _, one := range l {
		if one.Value == value {
			return true
		}
	}
	return false
}

// Words are those of an answer; what is not in the list is shown as it is.
func (l List[T]) Words(value T) string {
	for _, one := range l {
		if one.Value == value {
			return one.Words
		}
	}
	return string(value)
}

// Answers are the list for a form.
func (l List[T]) Answers() []Answer {
	answers := make([]Answer, 0, len(l))
	for _, one := range l {
		answers = append(answers, Answer{string(one.Value), one.Words})
	}
	return answers
}

// Chooser is a type whose values are a closed list.
type Chooser interface{ Choices() []Answer }
