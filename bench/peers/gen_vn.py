#!/usr/bin/env python3
"""gen_vn.py N OUTDIR [SEED]  -- deterministic synthetic Vietnamese linkage set (no real persons).
dan_cu.{csv,parquet}: population extract of N persons (+0.5% duplicate rows).
nganh.{csv,parquet}:  sector list of N/2 persons (97% from the population, 3% outside) (+4% duplicate rows), corrupted.
Columns: id,cccd,cmnd,ho_ten,ngay_sinh,gioi_tinh,thuong_tru,ho_ten_cha,ho_ten_me,dan_toc,quoc_tich,cluster (= truth key, the person)."""
import sys, os, re, time, json, unicodedata as ud
import numpy as np, polars as pl
N=int(sys.argv[1]); OUT=sys.argv[2]; SEED=int(sys.argv[3]) if len(sys.argv)>3 else 20250701
T0=time.time(); R=np.random.default_rng(SEED); os.makedirs(OUT,exist_ok=True)
def W(pairs):
    n=np.array([p[0] for p in pairs],dtype=object); w=np.array([p[1] for p in pairs],float); return n,w/w.sum()
def zipf(names,s=0.75):
    n=np.array(names.split(),dtype=object); w=1/np.arange(3,len(n)+3)**s; return n,w/w.sum()
SUR=W([('Nguyễn',38),('Trần',11),('Lê',9.5),('Phạm',7),('Hoàng',2.7),('Huỳnh',2.4),('Phan',4.5),('Vũ',2.0),('Võ',2.0),('Đặng',2.1),('Bùi',2.0),('Đỗ',1.4),('Hồ',1.3),('Ngô',1.3),('Dương',1.0),('Lý',.5),
 ('Đinh',.9),('Đào',.6),('Đoàn',.6),('Trịnh',.7),('Trương',.9),('Lâm',.5),('Mai',.6),('Cao',.6),('Tô',.25),('Tạ',.3),('Hà',.5),('Chu',.25),('Châu',.2),('Thái',.3),('Lương',.5),('Lưu',.4),('Phùng',.3),('Quách',.12),('Vương',.2),('Kiều',.1),('La',.08),('Lò',.3),('Vi',.15),('Hứa',.08),('Nông',.25),('Triệu',.15),('Thạch',.15),('Kim',.12),('Sơn',.1),('Giàng',.2),('Vàng',.12),('Sùng',.1),('Thào',.1),('Lường',.12),('Cầm',.06),('Quàng',.1),('Hờ',.05),('Mùa',.05),('Danh',.1),('Khổng',.06),('Nghiêm',.08),('Tống',.12),('Từ',.08),('Tăng',.1),('Tôn',.06),('Thân',.08),('Văn',.1),('Ông',.02),('Âu',.02),('Bạch',.06),('Biện',.03),('Cù',.05),('Diệp',.06),('Doãn',.05),('Giáp',.05),('Hầu',.02),('Khuất',.03),('Kha',.03),('Lại',.08),('Lã',.05),('Mạc',.06),('Ngụy',.03),('Ninh',.05),('Nhâm',.02),('Phí',.03),('Thiều',.03),('Tiêu',.03),('Trà',.02),('Ứng',.01),('Viên',.02),('Xa',.02),('Hoa',.03),('Bàn',.06),('Đàm',.12),('Mã',.04),('Ma',.08),('Hạ',.02),('Ksor',.05),('Rơ',.04),('Siu',.05),('Chế',.03),('Đồng',.08),('Cung',.02),('Lục',.04),('Nhan',.01)])
MM_OLD=W([('Văn',52),('Xuân',4),('Đình',4),('Hữu',4),('Đức',4),('Ngọc',4),('Thanh',3),('Quang',3),('Bá',2),('Công',3),('Minh',3),('Trọng',2),('Quốc',2),('Huy',1),('Tiến',1),('Thế',2),('Duy',1),('Viết',1.5),('Khắc',1),('Sỹ',1),('',3)])
MM_NEW=W([('Văn',14),('Đức',6),('Minh',8),('Quốc',4),('Gia',6),('Hoàng',5),('Anh',5),('Duy',4),('Quang',5),('Thanh',3),('Ngọc',3),('Tuấn',3),('Hữu',2),('Xuân',2),('Đình',2),('Công',2),('Tiến',2),('Thế',2),('Nhật',3),('Bảo',4),('Trung',2),('Hải',2),('Đăng',3),('Khánh',1.5),('Thiên',2),('Phúc',1.5),('Minh Quang',.6),('Nguyễn Gia',.5),('Trần Minh',.3),('Lê Anh',.3),('',4)])
FM_OLD=W([('Thị',68),('Thị Thu',2),('Thị Kim',2.2),('Thị Ngọc',2.2),('Thị Thanh',2.2),('Thị Bích',1),('Thị Hồng',1.5),('Thị Mỹ',1),('Ngọc',2),('Kim',2),('Thu',1.5),('Thanh',2),('Hồng',1),('Bích',1),('Mỹ',1),('Xuân',1),('Phương',1),('',2.4)])
FM_NEW=W([('Thị',20),('Thị Thu',2.5),('Thị Kim',2.2),('Thị Ngọc',3.2),('Thị Thanh',3.2),('Thị Bích',1.2),('Thị Hồng',2),('Thị Mỹ',1.4),('Thị Phương',2),('Thị Thùy',2.2),('Ngọc',6),('Kim',2),('Thu',2),('Thanh',3),('Minh',4),('Phương',3),('Thảo',2),('Khánh',3),('Bảo',4),('Gia',2.5),('Quỳnh',2.5),('Hà',2),('Hoài',1),('Thùy',2),('Bích',1),('Mai',2),('Yến',1.5),('Anh',1.5),('Diệu',1),('Tường',.8),('Nguyễn Ngọc',.6),('Trần Bảo',.4),('Lê Khánh',.4),('',3)])
GM=zipf('Hùng Tuấn Dũng Minh Anh Nam Cường Hải Sơn Long Thành Đức Huy Trung Hiếu Tùng Hoàng Quân Tâm Thắng Bình Phúc Khánh Kiên Tài Vinh Quang Hòa Lâm Tiến Việt Linh Toàn Đạt Dương Phong Bảo Khoa Thịnh Hưng Khang Hậu Duy Nghĩa Phương Trường An Lộc Nhân Đông Lợi Mạnh Tú Thái Giang Bắc Chiến Công Cảnh Chung Châu Chính Cương Danh Đại Định Điệp Đăng Đồng Giáp Hào Hạnh Hiệp Hiển Hiệu Hoan Hội Huấn Huỳnh Hữu Khôi Khải Khiêm Kỳ Lập Luân Luật Lương Lực Mẫn Ngọc Nguyên Nhật Ninh Phát Phú Phước Quý Quốc Quyết Quyền Sang Sáng Sinh Sĩ Tân Tấn Thạch Thanh Thiện Thông Thọ Thuận Thức Tín Tính Toản Trí Triệu Trọng Tuân Tuyên Tường Vũ Vương Vĩnh Xuân Yên Ý Văn Thế Thiên Ân Bách Ba Bốn Năm Út Tám Mười Hoạt Huân Khánh Kha Khoan Khuê Lãm Lưu Mừng Nghiêm Ngà Nhuận Oanh Phán Rạng Sửu Thao Thìn Thuần Thủy Tiệp Triều Tuệ Xá')
GF=zipf('Hương Lan Hoa Hằng Thảo Linh Trang Mai Hà Anh Thủy Nga Phương Hạnh Ngọc Yến Thu Hồng Huyền Nhung Loan Oanh Dung Vân Tâm Hiền Liên Hòa Bình Thúy Thanh Trinh My Quỳnh Nhi Vy Thư Ngân Châu Trâm Như Diễm Tuyết Xuân Minh Nguyệt Thắm Thơm Lý Nụ Là Bích Cúc Đào Chi Giang Hoài Hường Kiều Lệ Luyến Mận Mỹ Nhàn Nết Phượng Quyên Sen Sương Thương Tuyền Tươi Uyên Vui Xoan Yên Ánh Ái Bé Cẩm Chinh Chiên Diệp Diệu Dịu Duyên Duyên Đông Gấm Hân Hiên Hiếu Hoàn Hợi Huệ Khánh Khuyên Lành Lâm Len Lụa Lợi Mến Miền Mơ Năm Ngà Ngoan Nguyên Nhã Nhạn Ninh Phấn Phúc Quý Quế Sáu Sinh Thêm Thi Thìn Thoa Thoan Thuận Thuần Thùy Thụy Tình Toan Trà Trúc Tú Tư Út Vinh Vượng Xuyến Ý Tiên Trân An Băng Dương Đan Hải Khuê Lam Mây Nhiên Phụng Sang Thục Tường Vi')
PROV='Hà Nội|Hà Giang|Cao Bằng|Bắc Kạn|Tuyên Quang|Lào Cai|Điện Biên|Lai Châu|Sơn La|Yên Bái|Hòa Bình|Thái Nguyên|Lạng Sơn|Quảng Ninh|Bắc Giang|Phú Thọ|Vĩnh Phúc|Bắc Ninh|Hải Dương|Hải Phòng|Hưng Yên|Thái Bình|Hà Nam|Nam Định|Ninh Bình|Thanh Hóa|Nghệ An|Hà Tĩnh|Quảng Bình|Quảng Trị|Thừa Thiên Huế|Đà Nẵng|Quảng Nam|Quảng Ngãi|Bình Định|Phú Yên|Khánh Hòa|Ninh Thuận|Bình Thuận|Kon Tum|Gia Lai|Đắk Lắk|Đắk Nông|Lâm Đồng|Bình Phước|Tây Ninh|Bình Dương|Đồng Nai|Bà Rịa - Vũng Tàu|Hồ Chí Minh|Long An|Tiền Giang|Bến Tre|Trà Vinh|Vĩnh Long|Đồng Tháp|An Giang|Kiên Giang|Cần Thơ|Hậu Giang|Sóc Trăng|Bạc Liêu|Cà Mau'.split('|')
PCODE=[1,2,4,6,8,10,11,12,14,15,17,19,20,22,24,25,26,27,30,31,33,34,35,36,37,38,40,42,44,45,46,48,49,51,52,54,56,58,60,62,64,66,67,68,70,72,74,75,77,79,80,82,83,84,86,87,89,91,92,93,94,95,96]
PPOP=np.array([84,9,5,3,8,8,6,5,13,8,9,13,8,13,19,15,12,15,19,21,13,19,9,18,10,37,34,13,9,6,11,12,15,12,15,9,13,6,12,6,16,19,7,13,10,12,27,32,12,93,17,18,13,10,10,16,19,17,12,7,12,9,12],float); PPOP/=PPOP.sum()
NEWPROV={'Hà Giang':'Tuyên Quang','Yên Bái':'Lào Cai','Bắc Kạn':'Thái Nguyên','Vĩnh Phúc':'Phú Thọ','Hòa Bình':'Phú Thọ','Bắc Giang':'Bắc Ninh','Thái Bình':'Hưng Yên','Hải Dương':'Hải Phòng','Hà Nam':'Ninh Bình','Nam Định':'Ninh Bình','Quảng Bình':'Quảng Trị','Quảng Nam':'Đà Nẵng','Kon Tum':'Quảng Ngãi','Bình Định':'Gia Lai','Ninh Thuận':'Khánh Hòa','Đắk Nông':'Lâm Đồng','Bình Thuận':'Lâm Đồng','Phú Yên':'Đắk Lắk','Bà Rịa - Vũng Tàu':'Hồ Chí Minh','Bình Dương':'Hồ Chí Minh','Bình Phước':'Đồng Nai','Long An':'Tây Ninh','Sóc Trăng':'Cần Thơ','Hậu Giang':'Cần Thơ','Bến Tre':'Vĩnh Long','Trà Vinh':'Vĩnh Long','Tiền Giang':'Đồng Tháp','Bạc Liêu':'Cà Mau','Kiên Giang':'An Giang','Thừa Thiên Huế':'Huế'}
CITY={'Hà Nội','Hải Phòng','Đà Nẵng','Hồ Chí Minh','Cần Thơ','Huế'}
G=np.random.default_rng(7)  # geography is the same for every N/seed
# real units: every old commune with its district and province, and the unit it became on 1 July 2025 (refdata beside this folder)
import csv
REF=os.path.join(os.path.dirname(os.path.abspath(__file__)),'..','..','refdata','data')
rd=lambda f: list(csv.DictReader(open(os.path.join(REF,f),encoding='utf-8')))
cap=lambda t: t[0].upper()+t[1:]
newu={r['code']:r for r in rd('communes_new.csv')}
target={}
for r in rd('commune_map.csv'):
    if r['default_target']=='1' or r['old_code'] not in target: target[r['old_code']]=newu.get(r['new_code'])
bypv={}
for r in rd('communes_old.csv'): bypv.setdefault(int(r['province_code']),[]).append(r)
com_old=[];com_new=[];com_prov=[];com_w=[]
for p,pv in enumerate(PROV):
    cs=bypv[PCODE[p]]; pref='Thành phố' if pv in CITY else 'Tỉnh'
    for r in cs:
        n=target.get(r['code']); npv=n['province_name'] if n else pv; npref='Thành phố' if npv in CITY else 'Tỉnh'
        com_old.append(f"{cap(r['type'])} {r['name']}, {cap(r['district_type'])} {r['district_name']}, {pref} {pv}")
        com_new.append(f"{cap(n['type'])} {n['name']}, {npref} {npv}" if n else com_old[-1]); com_prov.append(p); com_w.append(PPOP[p]/len(cs))
com_old=np.array(com_old,dtype=object);com_new=np.array(com_new,dtype=object);com_prov=np.array(com_prov);com_w=np.array(com_w);com_w/=com_w.sum()
DT=W([('Kinh',85.3),('Tày',1.92),('Thái',1.89),('Mường',1.51),('Khmer',1.37),('Mông',1.45),('Nùng',1.13),('Dao',.93),('Hoa',.78),('Gia Rai',.53),('Ê Đê',.41),('Ba Na',.3),('Sán Chay',.21),('Chăm',.19),('Cơ Ho',.21),('Xơ Đăng',.22),('Sán Dìu',.19),('Hrê',.16)])
def pick(t,k): return t[0][R.choice(len(t[0]),size=k,p=t[1])]
def names(sur,fem,new):
    """full name strings from surname array, bool female, bool 'new' generation"""
    k=len(sur); mid=np.empty(k,dtype=object); giv=np.empty(k,dtype=object)
    for f in (0,1):
        for g in (0,1):
            m=(fem==f)&(new==g); c=int(m.sum())
            if not c: continue
            mid[m]=pick((FM_NEW if g else FM_OLD) if f else (MM_NEW if g else MM_OLD),c); giv[m]=pick(GF if f else GM,c)
    return join(sur,mid,giv),mid,giv
def join(a,b,c):
    return pl.DataFrame({'a':a.astype(str),'b':b.astype(str),'c':c.astype(str)}).select(pl.concat_str(['a','b','c'],separator=' ').str.replace_all('  ',' ',literal=True)).to_series().to_numpy()
# ---------- persons -----------------------------------------------------------------
M=N//2; OUTSIDE=round(M*.03); P=N+OUTSIDE
fs=R.choice([1,2,3,4],size=P,p=[.42,.38,.15,.05]); fam=np.repeat(np.arange(P),fs)[:P]; nf=int(fam[-1])+1
first=np.r_[True,fam[1:]!=fam[:-1]]; ordn=np.arange(P)-np.maximum.accumulate(np.where(first,np.arange(P),0))
byr=np.clip(np.round(1988+R.normal(0,20,nf)),1932,2022).astype(int)
gap=np.where(byr>2008,-1,1)*R.integers(2,6,size=nf); twin=(ordn>0)&(R.random(P)<.02)  # siblings 2-5 years apart, never past 2024
year=byr[fam]+ordn*gap[fam]; doy=R.integers(0,365,size=P); doy[R.random(P)<.035]=0
tw=np.flatnonzero(twin); 
for i in (tw,): year[i]=year[i-1]; doy[i]=doy[i-1]
date=(np.array(year-1970,dtype='datetime64[Y]').astype('datetime64[D]')+doy).astype('datetime64[D]')
fem=(R.random(P)<.502); newg=(year+R.normal(0,10,P))>1990
f_sur=pick(SUR,nf); m_sur=pick(SUR,nf); pg=(byr+R.normal(0,10,nf)-26)>1990
f_nm,_,_=names(f_sur,np.zeros(nf,bool),pg); m_nm,_,_=names(m_sur,np.ones(nf,bool),pg)
sur=f_sur[fam].copy(); sw=R.random(P)<.03; sur[sw]=m_sur[fam[sw]]
ho_ten,mid,giv=names(sur,fem,newg)
home=R.choice(len(com_old),size=nf,p=com_w)[fam]; mv=R.random(P)<.35; res=home.copy(); res[mv]=R.choice(len(com_old),size=int(mv.sum()),p=com_w)
pc=np.array(PCODE)[com_prov[home]]; gc=(year>=2000)*2+fem
pre=(pc*10+gc)*100+year%100
seq=R.integers(0,1_000_000,size=P); cc=pre.astype(np.int64)*1_000_000+seq
while True:
    _,ix=np.unique(cc,return_index=True); d=np.setdiff1d(np.arange(P),ix)
    if not len(d): break
    cc[d]=pre[d].astype(np.int64)*1_000_000+R.integers(0,1_000_000,size=len(d))
cccd=np.char.zfill(cc.astype(str),12).astype(object)
cm=(R.permutation(P)*int(8e8/P)+100_000_000+R.integers(0,int(8e8/P),size=P)); has_cm=(year<2004)&(R.random(P)<.75)
cmnd=np.where(has_cm,cm.astype(str).astype(object),'')
dt=DT[0][R.choice(len(DT[0]),size=nf,p=DT[1])][fam]
perm=R.permutation(P)  # persons 0..N-1 (after permutation) are in the population, the rest are outside
inpop=perm[:N]; outside=perm[N:]
dd=pl.Series(date).cast(pl.Date); dob=dd.dt.strftime('%d/%m/%Y').to_numpy()
# ---------- helpers on strings ---------------------------------------------------------
def strip(s):
    return ud.normalize('NFC',''.join(c for c in ud.normalize('NFD',s) if not ud.combining(c)).replace('đ','d').replace('Đ','D'))
TONE={}
for a,b in (('òa','oà'),('óa','oá'),('ỏa','oả'),('õa','oã'),('ọa','oạ'),('òe','oè'),('óe','oé'),('ỏe','oẻ'),('ùy','uỳ'),('úy','uý'),('ủy','uỷ'),('ũy','uỹ'),('ụy','uỵ')): TONE[a]=b
TRE=re.compile('(?<![qQ])('+'|'.join(TONE)+r')(?!\w)')
def retone(s): return TRE.sub(lambda m:TONE[m.group(1)],s)
AL=list('abcdeghiklmnopqrstuvxy'); TELEX={'ễ':'eex','ầ':'aaf','ê':'ee','ạ':'aj','ữ':'uwx','ị':'ij','đ':'dd','Đ':'DD','ư':'uw','ơ':'ow','ỗ':'oox','ũ':'ux','õ':'ox','á':'as','à':'af','ả':'ar','ã':'ax','ì':'if','í':'is','ù':'uf','ú':'us','ủ':'ur','ò':'of','ó':'os','ỏ':'or'}
def typo(s,r):
    if len(s)<4: return s
    i=int(r.integers(1,len(s)-1)); k=r.random()
    while s[i]==' ' : i=i+1 if i<len(s)-1 else 1
    if k<.3: return s[:i]+AL[int(r.integers(len(AL)))]+s[i+1:]
    if k<.55: return s[:i]+s[i+1:]
    if k<.75 and i+1<len(s) and s[i+1]!=' ': return s[:i]+s[i+1]+s[i]+s[i+2:]
    if k<.9: return s[:i]+s[i]+s[i:]
    for c in s:
        if c in TELEX: return s.replace(c,TELEX[c],1)
    return s
SUBT={'ễ':'ể','ị':'i','ầ':'ấ','ạ':'a','ũ':'ủ','ươ':'ưo','ý':'y','ì':'í','ỹ':'ỷ','ỗ':'ổ','ữ':'ử','ẵ':'ẳ'}
def wrongtone(s):
    for a,b in SUBT.items():
        if a in s: return s.replace(a,b,1)
    return s
def abbr(s,r):
    k=r.random()
    if k<.4:
        for a,b in (('Thành phố ','TP. '),('Thị trấn ','TT. '),('Thị xã ','TX. '),('Phường ','P. '),('Quận ','Q. '),('Huyện ','H. '),('Xã ','X. '),('Tỉnh ','T. ')): s=s.replace(a,b)
        return s
    if k<.75: return re.sub('(Thành phố|Thị trấn|Thị xã|Phường|Quận|Huyện|Xã|Tỉnh) ','',s)
    return re.sub(', ',' - ',s)
def frame(pi,idp,rng,rates,start=1):
    """rows for person indices pi, corrupted at `rates`"""
    n=len(pi); nr=[0]
    A=dict(cccd=cccd[pi].copy(),cmnd=cmnd[pi].copy(),ho_ten=ho_ten[pi].copy().astype(object),ngay_sinh=dob[pi].astype(object).copy(),gioi_tinh=np.where(fem[pi],'Nữ','Nam').astype(object),
      thuong_tru=com_old[res[pi]].copy(),ho_ten_cha=f_nm[fam[pi]].astype(object).copy(),ho_ten_me=m_nm[fam[pi]].astype(object).copy(),dan_toc=dt[pi].copy(),quoc_tich=np.full(n,'Việt Nam',dtype=object))
    g=lambda k: np.flatnonzero(rng.random(n)<rates.get(k,0))
    stats={}
    # identifiers
    i=g('cccd_digit'); stats['cccd_digit']=len(i)
    for j in i:
        s=A['cccd'][j]; k=int(rng.integers(12)); A['cccd'][j]=s[:k]+str((int(s[k])+int(rng.integers(1,10)))%10)+s[k+1:]
    i=g('cmnd_only'); i=i[A['cmnd'][i]!='']; keep=np.zeros(n,bool); keep[i]=True; A['cccd'][i]=''; stats['cmnd_only']=len(i)
    nc=~keep & (rng.random(n)>=rates.get('cmnd_kept',1)); A['cmnd'][nc]=''
    i=g('cccd_missing'); A['cccd'][i]=''; stats['cccd_missing']=len(i)
    # dates
    i=g('dob_swap'); i=np.array([j for j in i if int(A['ngay_sinh'][j][:2])<=12],int); stats['dob_swap']=len(i)
    for j in i: s=A['ngay_sinh'][j]; A['ngay_sinh'][j]=s[3:5]+'/'+s[:2]+s[5:]
    i=g('dob_year1'); stats['dob_year1']=len(i)
    for j in i: s=A['ngay_sinh'][j]; A['ngay_sinh'][j]=s[:6]+str(int(s[6:])+(1 if rng.random()<.5 else -1))
    i=g('dob_day'); stats['dob_day']=len(i)
    for j in i: s=A['ngay_sinh'][j]; A['ngay_sinh'][j]=f'{int(rng.integers(1,29)):02d}'+s[2:]
    i=g('dob_yearonly'); stats['dob_yearonly']=len(i)
    for j in i: A['ngay_sinh'][j]=A['ngay_sinh'][j][6:]
    i=g('dob_fmt'); stats['dob_fmt']=len(i)
    for j in i:
        s=A['ngay_sinh'][j]
        if len(s)==10: A['ngay_sinh'][j]=f'{int(s[:2])}/{int(s[3:5])}/{s[6:]}' if rng.random()<.5 else s.replace('/','-')
    i=g('dob_missing'); A['ngay_sinh'][i]=''; stats['dob_missing']=len(i)
    # names
    i=g('mid_missing'); i=i[mid[pi[i]]!='']; A['ho_ten'][i]=join(sur[pi[i]],np.full(len(i),''),giv[pi[i]]) if len(i) else A['ho_ten'][i]; stats['mid_missing']=len(i)
    i=g('giv_missing'); stats['giv_missing']=len(i)
    for j in i: A['ho_ten'][j]=A['ho_ten'][j].rsplit(' ',1)[0]
    i=g('name_typo'); stats['name_typo']=len(i)
    for j in i: A['ho_ten'][j]=typo(A['ho_ten'][j],rng)
    i=g('name_tone'); stats['name_tone']=len(i)
    for j in i: A['ho_ten'][j]=wrongtone(A['ho_ten'][j])
    for c,k in (('ho_ten_cha','cha'),('ho_ten_me','me')):
        i=g(k+'_typo'); 
        for j in i: A[c][j]=typo(A[c][j],rng)
        i=g(k+'_missing'); A[c][i]=''; stats[k+'_missing']=len(i)
        i=g(k+'_short'); 
        for j in i:
            t=A[c][j].split(' '); A[c][j]=' '.join([t[0],t[-1]]) if len(t)>2 else A[c][j]
    # address
    i=g('addr_moved'); A['thuong_tru'][i]=com_old[rng.choice(len(com_old),size=len(i),p=com_w)]; stats['addr_moved']=len(i)
    mvd=np.zeros(n,bool); mvd[i]=True
    i=g('addr_new'); i=i[~mvd[i]]; A['thuong_tru'][i]=com_new[res[pi[i]]]; stats['addr_new']=len(i)
    i=g('addr_abbr'); stats['addr_abbr']=len(i)
    for j in i: A['thuong_tru'][j]=abbr(A['thuong_tru'][j],rng)
    i=g('addr_missing'); A['thuong_tru'][i]=''; stats['addr_missing']=len(i)
    i=g('sex_missing'); A['gioi_tinh'][i]=''
    i=g('sex_wrong'); A['gioi_tinh'][i]=np.where(A['gioi_tinh'][i]=='Nam','Nữ','Nam')
    i=g('ethnic_missing'); A['dan_toc'][i]=''
    TXT=('ho_ten','ho_ten_cha','ho_ten_me','thuong_tru')
    i=g('retone'); k=0
    for c in TXT:
        for j in i:
            s=A[c][j]; t=retone(s); 
            if t!=s: A[c][j]=t; k+=1
    stats['retone_cells']=k
    i=g('upper'); stats['upper']=len(i)
    for c in TXT[:3]: 
        for j in i: A[c][j]=A[c][j].upper()
    i=g('nodia'); stats['nodia']=len(i); both=i
    for c in TXT:
        for j in i: A[c][j]=strip(A[c][j])
    i=g('nfd'); stats['nfd']=len(i)
    for c in TXT:
        for j in i: A[c][j]=ud.normalize('NFD',A[c][j])
    i=g('spaces')
    for j in i: A['ho_ten'][j]=' '+A['ho_ten'][j].replace(' ','  ',1)
    o=rng.permutation(n)
    df=pl.DataFrame({'id':[f'{idp}{k:08d}' for k in range(start,start+n)],**{k:pl.Series([None if x=='' else x for x in v[o]],dtype=pl.Utf8) for k,v in A.items()},'cluster':pi[o]})
    return df,stats
POP=dict(cccd_missing=.02,cmnd_kept=1,dob_yearonly=.008,nodia=.01,upper=.01,cha_missing=.06,me_missing=.05,name_typo=.004,sex_missing=.001,sex_wrong=.001,addr_missing=.005,addr_new=.10,retone=.10,dob_day=.002,cccd_digit=.001)
SEC=dict(cccd_digit=.06,cmnd_only=.12,cmnd_kept=.15,cccd_missing=.12,dob_swap=.10,dob_year1=.05,dob_day=.02,dob_yearonly=.06,dob_fmt=.05,dob_missing=.01,mid_missing=.06,giv_missing=.005,name_typo=.07,name_tone=.05,
  cha_typo=.04,cha_missing=.15,cha_short=.03,me_typo=.04,me_missing=.13,me_short=.03,addr_moved=.05,addr_new=.15,addr_abbr=.12,addr_missing=.03,sex_missing=.03,sex_wrong=.007,ethnic_missing=.08,retone=.5,upper=.12,nodia=.10,nfd=.05,spaces=.03)
rp=np.random.default_rng([SEED,1]); rs=np.random.default_rng([SEED,2])
dup=R.choice(inpop,size=round(N*.005),replace=False)
pop,st1=frame(np.concatenate([inpop,dup]),'D',rp,POP)
sec_p=np.concatenate([R.choice(inpop,size=M-OUTSIDE,replace=False),outside]); sdup=R.choice(sec_p,size=round(M*.04),replace=False)
sec,st2=frame(np.concatenate([sec_p,sdup]),'N',rs,SEC)
t1=time.time()
for nme,df in (('dan_cu',pop),('nganh',sec)):
    df.write_csv(f'{OUT}/{nme}.csv'); df.write_parquet(f'{OUT}/{nme}.parquet',compression='zstd')
a=pop.group_by('cluster').len().rename({'len':'a'}); b=sec.group_by('cluster').len().rename({'len':'b'})
tp=int(a.join(b,on='cluster').select((pl.col('a').cast(pl.Int64)*pl.col('b').cast(pl.Int64)).sum()).item())
meta=dict(N=N,seed=SEED,pop_rows=pop.height,sector_rows=sec.height,outside=OUTSIDE,true_cross_pairs=tp,gen_s=round(t1-T0,1),total_s=round(time.time()-T0,1),sector=st2,population=st1)
json.dump(meta,open(f'{OUT}/meta.json','w'),ensure_ascii=False,indent=1); print(json.dumps(meta,ensure_ascii=False))
