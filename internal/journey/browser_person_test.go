package journey

// at is the address of the page.
func (b *tab) at() string { return value[string](b, `location.href`) }
