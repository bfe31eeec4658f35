package synth

// hamlets are what stands before a rural commune in an address; urban ones have numbered residential groups.
var hamlets = []string{"Thôn 1", "Thôn 2", "Thôn 3", "Thôn 4", "Thôn 5", "Thôn 6", "Thôn 7", "Thôn 8", "Xóm 1", "Xóm 2",
	"Xóm 3", "Xóm 4", "Xóm 5", "Thôn Đông", "Thôn Đoài", "Thôn Thượng", "Thôn Hạ", "Thôn Trung", "Xóm Mới", "Xóm Chùa"}

// Word lists of coded fields; a row holds the position plus one.
var (
	religionWords = []string{"Không", "Công giáo", "Phật giáo", "Tin lành", "Cao đài", "Phật giáo Hòa Hảo", "Hồi giáo"}
	bloodWords    = []string{"A", "B", "AB", "O"}
	bloodDraw     = newWeighted([]float64{21, 30, 6, 43})
	maritalWords  = []string{"Chưa kết hôn", "Đã kết hôn", "Đã ly hôn", "Góa"}
	nationWords   = []string{"Việt Nam", "Lào", "Trung Quốc", "Hoa Kỳ", "Không quốc tịch", "Chưa xác định quốc tịch"}
	relationWords = []string{"Chủ hộ", "Chồng", "Vợ", "Con", "Con dâu", "Cháu", "Khác"}
	sexWords      = []string{"Nam", "Nữ"}
	formWords     = []string{"Hình thức 1", "Hình thức 2", "Hình thức 3"}
	kindWords     = []string{"Thường trú", "Tạm trú"}
)

// Statuses of a register or sector record; 0 is blank.
const (
	statusLiving = iota + 1
	statusDead
	statusMissing
	statusMoved
	statusDeregistered
	statusAbroad
	statusPending
	statusSynced
	statusCancelled
	statusActive
	statusStopped
	statusArrived
	statusCount
)

// statusWords are the register's words.
var statusWords = [statusCount]string{"", "Đang sống", "Đã chết", "Mất tích", "Đã chuyển đi", "Đã xóa đăng ký thường trú",
	"Định cư nước ngoài", "Chờ duyệt", "Đã đồng bộ", "Đã hủy", "Đang hoạt động", "Ngừng hoạt động", "Mới chuyển đến"}

// ethnicAliases are other names of the larger groups that name no other group.
var ethnicAliases = map[string][]string{"Hmông": {"Mông", "H'Mông"}, "Khơ-me": {"Khmer", "Khơ me"}, "Gia-rai": {"Gia Rai", "Jrai"},
	"Ê-đê": {"Ê Đê", "Êđê"}, "Ba-na": {"Ba Na"}, "Xơ-đăng": {"Xơ Đăng"}, "Cơ-ho": {"Cơ Ho", "K'Ho"}, "Bru-Vân Kiều": {"Bru - Vân Kiều", "Vân Kiều"},
	"Sán Chay": {"Cao Lan"}}
