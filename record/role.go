package record

// Role says what a column of a table of any kind is, where Kind says how its values are compared. See normalize.Any.
type Role string

// The roles. What is told by nothing is text.
const (
	RoleGivenName Role = "given_name"
	RoleSurname   Role = "surname"
	RoleFullName  Role = "full_name"
	RoleDate      Role = "date"
	RoleNumber    Role = "number" // a quantity: a price, a length
	RoleCode      Role = "code"
	RolePhone     Role = "phone"
	RoleEmail     Role = "email"
	RolePostcode  Role = "postcode"
	RoleAddress   Role = "address" // or a part of one: street, house number
	RolePlace     Role = "place"
	RoleCategory  Role = "category" // few distinct values
	RoleText      Role = "text"
)

// Reaches says that a column tells where somebody is to be found: it changes when they move, and those who live together share it.
func (r Role) Reaches() bool {
	return r == RolePhone || r == RoleEmail || r.Home()
}

// Home says whether a column tells where somebody or something is, of which all columns change together in a move.
func (r Role) Home() bool { return r == RolePostcode || r == RoleAddress || r == RolePlace }
