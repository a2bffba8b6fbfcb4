package medication

import (
	"strings"

	"kap/internal/client"
)

// names are the medicines of the protocol's classes by generic name with their common brands
// in the United States, a line a class. It finds a medicine by any of its names; it never
// says that one is safe.
const names = `
benzodiazepine: lorazepam=ativan,loreev; alprazolam=xanax; clonazepam=klonopin; diazepam=valium; temazepam=restoril; triazolam=halcion; chlordiazepoxide=librium; clorazepate=tranxene; midazolam=versed; oxazepam=serax; zolpidem=ambien,edluar,intermezzo; eszopiclone=lunesta; zaleplon=sonata
lamotrigine: lamotrigine=lamictal,subvenite
maoi: phenelzine=nardil; tranylcypromine=parnate; isocarboxazid=marplan; selegiline=emsam,eldepryl,zelapar; rasagiline=azilect
stimulant: methylphenidate=ritalin,concerta,metadate,daytrana,quillivant; dexmethylphenidate=focalin; lisdexamfetamine=vyvanse; amphetamine=adderall,evekeo,mydayis; dextroamphetamine=dexedrine,zenzedi; modafinil=provigil; armodafinil=nuvigil
opioid: oxycodone=oxycontin,percocet,roxicodone; hydrocodone=vicodin,norco,lortab; morphine=ms contin,kadian; hydromorphone=dilaudid; tramadol=ultram,conzip; tapentadol=nucynta; fentanyl=duragesic; methadone=dolophine,methadose; buprenorphine=suboxone,subutex,butrans,sublocade,zubsolv; codeine=tylenol 3
naltrexone: naltrexone=revia,vivitrol
muscle_relaxant: cyclobenzaprine=flexeril,amrix; tizanidine=zanaflex; methocarbamol=robaxin; carisoprodol=soma; metaxalone=skelaxin
baclofen: baclofen=lioresal,ozobax
sedating_antihistamine: diphenhydramine=benadryl,unisom; hydroxyzine=vistaril,atarax; doxylamine=; promethazine=phenergan
gabapentinoid: gabapentin=neurontin,gralise,horizant; pregabalin=lyrica
antipsychotic: clozapine=clozaril; haloperidol=haldol; risperidone=risperdal
clonidine: clonidine=catapres,kapvay
beta_blocker: propranolol=inderal; metoprolol=lopressor,toprol; atenolol=tenormin; carvedilol=coreg; bisoprolol=zebeta; nadolol=corgard
antihypertensive: lisinopril=zestril,prinivil; losartan=cozaar; amlodipine=norvasc; valsartan=diovan; hydrochlorothiazide=microzide
`

// named is one medicine of the list.
type named struct{ class, generic string }

// known is the list by every name.
var known = listed(names)

func listed(text string) map[string]named {
	all := map[string]named{}
	for line := range strings.Lines(text) {
		class, medicines, _ := strings.Cut(strings.TrimSpace(line), ": ")
		for _, medicine := range strings.Split(medicines, "; ") {
			generic, brands, _ := strings.Cut(medicine, "=")
			for _, name := range append(strings.Split(brands, ","), generic) {
				if name != "" {
					all[name] = named{class, generic}
				}
			}
		}
	}
	return all
}

// knownAs finds a medicine in what somebody typed: "Ativan 1 mg" begins with a name of the list.
func knownAs(typed string) (named, bool) {
	words := strings.Fields(strings.ToLower(typed))
	for n := min(len(words), 2); n > 0; n-- {
		if found, is := known[strings.Trim(strings.Join(words[:n], " "), ".,;()")]; is {
			return found, true
		}
	}
	return named{}, false
}

// class is the medicine's key in the protocol's table: as somebody chose it, else by its name.
func (m Medicine) class() string {
	if m.Class != "" {
		return m.Class
	}
	found, _ := knownAs(m.Name)
	return found.class
}

// reaches says how near a hold is to a medicine: 3 by the name as typed, 2 by another name of
// the same medicine, 1 by the class it was written for; 0 where it is about something else. A
// hold that names another medicine of the class is about that one.
func (h OwnHold) reaches(m Medicine) int {
	if client.SameMedicine(h.Medicine, m.Name) {
		return 3
	}
	held, one := knownAs(h.Medicine)
	if taken, is := knownAs(m.Name); is && one && held.generic == taken.generic {
		return 2
	}
	if !one && h.Class != "" && h.Class == m.class() {
		return 1
	}
	return 0
}
