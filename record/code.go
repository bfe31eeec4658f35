package record

// Codes of the closed lists that rules refer to. Normalization turns the agencies' words into them.
const (
	SexMale   = "male"
	SexFemale = "female"

	// Nationality is ISO 3166 alpha-2, or one of the last two.
	NationalityVietnam      = "VN"
	NationalityStateless    = "stateless"
	NationalityUndetermined = "undetermined"
	NationalityForeign      = "foreign" // a foreign country not told or not known

	MaritalSingle   = "single"
	MaritalMarried  = "married"
	MaritalDivorced = "divorced"
	MaritalWidowed  = "widowed"

	// Status of a person or of a sector record.
	StatusLiving       = "living"       // register: living, managed here
	StatusDead         = "dead"         // dead
	StatusMissing      = "missing"      // declared missing
	StatusMoved        = "moved"        // registration moved elsewhere
	StatusDeregistered = "deregistered" // permanent residence deregistered
	StatusAbroad       = "abroad"       // settled abroad
	StatusPending      = "pending"      // collected, not yet approved or synced
	StatusSynced       = "synced"       // approved and synced
	StatusCancelled    = "cancelled"    // record cancelled or deleted
	StatusActive       = "active"       // sector record: in force, being paid, being served
	StatusStopped      = "stopped"      // sector record: ended, closed, suspended

	// ResidenceForm (protocol rule C2).
	Form1 = "1" // lives at the registered place
	Form2 = "2" // lives elsewhere, known where
	Form3 = "3" // lives elsewhere, not known where

	ResidencePermanent = "permanent"
	ResidenceTemporary = "temporary"

	// Civil-status events (sector ho_tich).
	EventBirth      = "birth"
	EventDeath      = "death"
	EventMarriage   = "marriage"
	EventDivorce    = "divorce"
	EventCorrection = "correction"
	EventParent     = "parent_recognition"

	// Nationality decisions (sector quoc_tich).
	DecisionRenounced = "renounced"
	DecisionStripped  = "stripped"
	DecisionAnnulled  = "annulled"

	// Exit and entry (sector xuat_nhap_canh).
	NoticeSettled = "settled_abroad"
	NoticeExit    = "exit"
	NoticeEntry   = "entry"
)

// Contradict reports whether codes of the field said side by side cannot all be meant: two events, permanent and temporary
// residence, alive and dead. Of other fields one may say several things at once.
func (f Field) Contradict(codes []string) bool {
	for i := 1; i < len(codes); i++ {
		if a, b := codes[0], codes[i]; a != b {
			switch f {
			case EventType, ResidenceKind, MaritalStatus:
				return true
			case Status:
				if inForce(a) != inForce(b) {
					return true
				}
			}
		}
	}
	return false
}

// Gone reports whether a status takes a person off the count of residents: he does not live where he is registered.
func Gone(status string) bool {
	switch status {
	case StatusDead, StatusMissing, StatusMoved, StatusDeregistered, StatusAbroad, StatusCancelled:
		return true
	}
	return false
}

// inForce reports whether a status says that a person lives here or a record is in force.
func inForce(status string) bool {
	return status == StatusLiving || status == StatusActive || status == StatusSynced
}
