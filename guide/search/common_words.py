"""Everyday words that tell nothing about what a reader wants to know.

They are searched like any other word where the guide has them, but are never named as missing from it, or corrected.
"""

from __future__ import annotations

import re

COMMON_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        about above accept accident accidentally account achieve across act actual actually add addition admit adult
        advance advantage advert advertise affect afford afraid afternoon afterwards against ago agree ahead aint
        airport alive allow almost alone along alright although among amount and annoy annoying another answer anxious
        anymore anyway anywhere apart apparently appear appreciate approach april area arent argue argument around
        arrange arrive article asap ashamed ask asked asking assume assuming attempt attention august aunt author
        available average award aware away awesome awful babe background bad bag ball bank barely base basic basically
        battle bear beat beautiful became become becoming began begin behind being believe belong below besides bestie
        bet better beyond bigger bill birthday bit black blame blind block blog blue board boat bob bonus book books
        bored boring born borrow boss both bother bottom bought bound bowl box boy boys brand brave break breakfast
        brief brilliant bring bro brother brought brown btw bucket buddy budget bunch bus business busy button buy call
        called calm came camera campus cancel candle capable card care careful carefully careless carry case cash casual
        cat catch caught cause celebrity certain certainly challenge chance change channel chap chapter character charge
        chat cheap cheat check cheers child childhood children chill choose christmas church cinema circle city claim
        class classes classic clean clear clearly client clip clock close clothes cloud club clue coach coast colleague
        collect college color colour come comfortable comment common company compared competition complain complaint
        complete completely computer concern concert conclusion condition conference confidence confident confused
        confusing connection consider considered consistent constant constantly contact content context continue
        conversation cook cool copy corner correct cost count country couple course cousin cover crazy create creative
        creep critical crowd cry cup curious current currently customer cute dad damn danger dangerous dark date dating
        daughter day days dead deal deals dear debate december decent decide decision deep definitely delay deliver
        demand depend depends describe desk desperate destroy detail develop device dictionary difference different
        difficult difficulty digital dinner direct direction directly dirty disappoint disappointed discover discuss
        discussion dish distance dog dollar doubt download draw dream dress drive driver driving drop dry dude due
        dumb dump dunno during duty each eager earlier early earn earth easily easter eat editor education effect effort
        eight either else elsewhere email embarrass embarrassed embarrassing embarrassment emotional employee empty
        encourage end energy engineer english enjoy enough ensure enter entire entirely entry enuf equal error escape
        especially essay essential etc europe even evening event events eventually everyday evidence evidently exact
        exam example exams excellent except excite excited exciting excuse exist expect expensive experience expert
        experts explain explained express extra extremely facebook fact facts fail fairly fake false family famous fan
        fancy fantastic fashion fast fate father fault favorite favourite fear february feed feedback feeling feels
        fellow felt female few fewer field fifth fight figure file fill film final finally find fine finish finished
        fire first fix flatmate flight floor focus folks follow following forced foreign forever forget forgot forgotten
        form format former forum forward foundation fourth frankly freak freaking free freely french fresh friday friend
        friends frustrated frustrating frustration full fully fun funny furniture future fyi game garbage garden gave
        gear general generally genius genuine genuinely german gift girl girls give given glad glass goal goals god
        gold gone gonna good goodness google gorgeous gossip government gradually grandad grandmother grateful great
        green group grow grown grownup guess guy guys habit hadnt half hand handful handle handy hang happy hard hardly
        harm hasnt hate hated havent head hear heard heavily heck height hell helpful hence heres hero hi hidden hide
        highly hint history hold holiday holidays home homework honest honestly hope horrible horror host hotel hour
        hours house housemate however huge human hundred hundreds hurry husband hwo idea ideal ideally idk ignore
        illegal image imagine immediately imo impact impatient importance important impossible impress impressed
        impression impressive inch include including incredible incredibly indeed india individual industry influencer
        information inside insist inspire insta instagram instance instant instantly instead intelligent intend
        intention interest interested interesting internet into introduce invite involve involved ireland iron issue
        issues italian itll itself january jealous job joke july june junior just justify keen keeps kid kids kill kind
        kinda king kitchen knew knowing knowledge known lad lads lady language laptop large last late later latest laugh
        law lazy lead learn learned learning learnt least leave lecture led left legit less lesson lessons lets letter
        letters level library lie lies life light liked likely lil limit line link links list listen listening literally
        little live local location lock logic lol london longer look looking loose lose losing lost lot lots loud
        love loved lovely lover low lucky lunch luxury mad made magazine magic mail main maintain majority makeup male
        man manage manager manner march mark market marriage married mask massive master mate material mates math maths
        matter matters maximum maybe meanwhile media medium meet meeting member memory men mention mentioned menu mess
        message messed messy met method mid middle midnight million millions mind minimum mins minutes mirror miss
        missed missing mission mistaken mix modern mom moment monday money monster month months mood moon more morning
        most mostly mother mountain move moved movement movie movies moving multiple mum murder must myth nah naked name
        named nan nasty nation natural naturally nature near nearby nearly neat necessarily necessary negative neighbor
        neighbors neighbour neighbours neither nervous network never new news newspaper next nice night nights nobody
        noise none nonsense noon nope normal normally notice november nowadays nowhere number object obvious obviously
        occasion occasionally october odd offer offered office officer official often oh oil old older oldest omg once
        online only onto open opened operate opinion opinions opposite option optional order ordinary organise original
        originally others otherwise ourselves outcome outside overall overkill own owner package page paid paint pair
        panic paper parent parents park part particular particularly partner party pass passed passion past patience
        pattern pay peace peer pen penny per perfect perfectly perform perhaps permanent permission person personal
        personally perspective pet phase phone photo photos phrase pick picked picture pictures piece pig pink pity
        place places plan planet planned planning plate play played player playing pleasant please pleased pleasure
        plenty plus pocket point points poll poor pop popular position positive possibility possibly post posted posting
        posts potential potentially pound practical practically practice prefer preferably preferred prepare presence
        present president press pressure presumably pretend pretty prevent previous price prime principle print prior
        private prize probably problem problems process produce product products professor profile profit progress
        project promise promised proof proper properly prove provide public pull purchase pure purely purple purpose
        pushing put puts puzzle puzzled quality quarter queen queries query questions quick quickly quiet quietly quit
        quite quote radio raise ran random rare rarely rate rather reach react reaction read reading ready real realise
        realised realistic reality realize realized reason reasonable reasonably reasons receive received recently
        recommend recommended record recover red reddit reduce refer refuse regarding regardless regret regular
        regularly relate related relationship relatively relax release relevant reliable religion rely remain remains
        remember remind remove rent repeat replace reply report reports request require required research respect
        respond response responsible rest restaurant result results return reveal review reviewed reviews rich rid
        ridiculous right ring risk river road rock role room roommate rough roughly route routine row rubbish rude ruin
        rule rules rumour run running rush sad sadly safe said salary sale same sand sat satisfied satisfy saturday save
        saw scale scam scare scared scary scene schedule school science scientist score screen scroll search season seat
        second secret section security see seeing seek seemed seems seen seldom select self sell send senior sense
        sensible sent sentence separate separately september series serious seriously serve service session set seven
        several share shared sharing she sheet shirt shock shocked shocking shop shopping short shot shoud shout show
        shut shy side sight sign significant silent silly similar simple simply since singing single sir sister sit site
        sites sitting situation six size skill skip skipped sky slight slightly slow small smart smell smile smooth snap
        snapchat social society software sold solid solution solve some somehow somewhat somewhere son song soon sooner
        sore sorry sort sorta sound source south space spanish speak speaking special specific speed spend spent spoke
        spot spread spring square staff stage stand standard star stared start started starting state station stay steal
        step stick stood stopped store stories story straight strange stranger street strict strong struggle struggling
        stuck student students studio study studying stuff stupid style subject succeed success successful such suck
        sucks sudden suddenly suffer suggest suggested suit summer sunday super supply support suppose surely surprise
        surprised surprising survey survive suspect swear sweet switch system table taken takes taking talk talked
        talking target task taste tbh teach teacher teaching team tech teen television tell tempted tend term terms test
        tested testing text thank thanked their them themselves theory therefore theres theyd theyve thinking
        third thirty thought thoughts thousand three threw throw thru thursday ticket tiktok til till time times timing
        tiny title together toilet told tomato tomorrow tone tonight took tool top topic topics total totally touch tour
        toward towards town toy track trade tradition traditional train trained trainer trainers training transfer
        travel treat tree trend trending trends trick tricky tried trip troll trouble true truly trust truth try trying
        tube tuesday tune turn tv twenty twice twitter type types typical typically ugly uk ultimately unable uncle
        uncomfortable under understand unfair unfortunate unfortunately uni university unknown unless unlike unlikely
        unnecessary until unusual update upon upset urgent us usa useful user usual vague valid valuable value van
        various vary version versus via victim video videos view village virtual vision visit voice vote wait waiter
        waiting wake walk wall wanna wanting war warm warn warned warning warrant was wash wasnt waste wasted wasting
        wat watch watched watching way ways website wed wedding wednesday wee week weekday weekend weekends weeks weird
        welcome well went werent west weve whatever wheel whenever wherever whether whichever whilst white whoever whole
        whom whose wide wife wild win wind window wise wish witch within without woman women wondered wonderful
        wondering wont wood word words wore work worked working workplace works world worn worried worry worse worst
        worth wot would wouldnt wow wrap write writer writing written wrong wrote yard yeah year years yelled yellow yep
        yes yesterday yet youd young younger yours yourself youtube youtuber youve yt zero
        """,
    )
)
