package staff

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"kap/internal/problem"
)

// longestEmail is in bytes (RFC 5321, 4.5.3.1.3, less its angle brackets).
const longestEmail = 254

// CheckEmail is an address as it is kept, in lower case and without blanks around it, or
// the sentence at the field "email" that says what does not fit. Only an address that
// mail could reach will do: nobody would see a mistyped one before it is needed.
func CheckEmail(typed string) (string, error) {
	email := FoldEmail(typed)
	local, domain, _ := strings.Cut(email, "@")
	switch {
	case email == "":
		return "", problem.At("email", "Type the person's work e-mail, like name@clinic.org.")
	case len(email) > longestEmail:
		return "", problem.At("email", "That is longer than an e-mail address can be (%d characters).", longestEmail)
	case strings.ContainsFunc(email, unseen):
		return "", problem.At("email", "An e-mail address has no spaces in it, and nothing that cannot be seen. Type it again, like name@clinic.org.")
	case !isAddress(email) || !isDomain(domain):
		return "", problem.At("email", "%q is not an e-mail address. Type it like name@clinic.org.", email)
	}
	return local + "@" + domain, nil
}

// FoldEmail is how addresses are compared: however they are written.
func FoldEmail(typed string) string { return strings.ToLower(strings.TrimSpace(typed)) }

func unseen(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) || r == utf8.RuneError }

// isAddress: nothing but an address, its name not quoted and no remark beside it.
func isAddress(email string) bool {
	read, err := mail.ParseAddress(email)
	return err == nil && read.Address == email && strings.Count(email, "@") == 1 && !strings.ContainsAny(email, `"()<>[],;:\`)
}

// isDomain: names with a dot between them, of any language, or this machine.
func isDomain(domain string) bool {
	_, err := domains.ToASCII(domain)
	return err == nil && !strings.HasSuffix(domain, ".") && (strings.Contains(domain, ".") || domain == "localhost")
}

var domains = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.StrictDomainName(true), idna.VerifyDNSLength(true))
