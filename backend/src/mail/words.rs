//! The words of mails and of the pages behind their links, in five languages. Plain words,
//! nothing about health, no name.

use shared::Locale;

/// The words in one language.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) reminder: Letter,
    /// Instead of the second paragraph, when a date that was told before has moved.
    pub(super) moved: &'static str,
    /// The first paragraph by the time before: a month, two weeks, one week.
    pub(super) in_time: [&'static str; 3],
    /// The footer by the time before.
    pub(super) why_in_time: [&'static str; 3],
    pub(super) change: &'static str,
    pub(super) stop: &'static str,
    pub(super) confirm: Letter,
    pub(super) emergency: Letter,
    pub(super) confirm_page: Page,
    pub(super) confirmed_page: Page,
    pub(super) stop_page: Page,
    pub(super) stopped_page: Page,
    pub(super) too_old_page: Page,
    pub(super) home: &'static str,
}

/// A mail.
#[derive(Debug)]
pub(super) struct Letter {
    pub(super) subject: &'static str,
    pub(super) preview: &'static str,
    pub(super) paragraph: &'static str,
    pub(super) button: &'static str,
    pub(super) notes: [&'static str; 2],
    pub(super) why: &'static str,
}

/// A page behind a link.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) title: &'static str,
    pub(super) text: &'static str,
    pub(super) button: &'static str,
}

/// The words in that language.
pub(super) fn of(locale: Locale) -> &'static Words {
    match locale {
        Locale::Fr => &FR,
        Locale::De => &DE,
        Locale::En => &EN,
        Locale::Lb => &LB,
        Locale::Pt => &PT,
    }
}

const EN: Words = Words {
    reminder: Letter {
        subject: "A vaccination is coming up in your family",
        preview: "Sign in to see for whom and when. It takes a minute.",
        paragraph: "Sign in to see for whom, which one and from which day.",
        button: "See what is next",
        notes: [
            "Already done? Say so on that page, and we will not write again about it.",
            "For your privacy this mail names no person and no vaccine. We never ask for a password by mail.",
        ],
        why: "",
    },
    moved: "A date that we told you before has changed. Sign in to see for whom and from which day now.",
    in_time: [
        "In about a month a vaccination is recommended for someone whose record you keep.",
        "In about two weeks a vaccination is recommended for someone whose record you keep.",
        "In about a week a vaccination is recommended for someone whose record you keep.",
    ],
    why_in_time: [
        "You get this because Carnet reminds you of vaccinations, one month ahead.",
        "You get this because Carnet reminds you of vaccinations, two weeks ahead.",
        "You get this because Carnet reminds you of vaccinations, one week ahead.",
    ],
    change: "Change when",
    stop: "Stop reminders",
    confirm: Letter {
        subject: "Please confirm your e-mail address",
        preview: "One press, and Carnet can remind you in time.",
        paragraph: "This address was given to Carnet, the electronic vaccination record. Please confirm that it is yours; then we can remind you in time.",
        button: "Confirm this address",
        notes: [
            "The link holds for 14 days.",
            "Was it not you? Then do nothing: without your word we write no more.",
        ],
        why: "You get this once, because this address was entered in a record.",
    },
    emergency: Letter {
        subject: "Someone opened a record in an emergency",
        preview: "Sign in to see who, when and why.",
        paragraph: "A doctor opened a record that you keep in Carnet in an emergency, without your word. Sign in to see who it was, when and why. You can ask the practice about it there.",
        button: "See who looked",
        notes: [
            "The doctor’s practice can see the record for 24 hours. You can end that at once.",
            "For your privacy this mail names no person. We never ask for a password by mail.",
        ],
        why: "You get this each time a record of yours or of your child is opened in an emergency. It cannot be switched off.",
    },
    confirm_page: Page {
        title: "Is this your address?",
        text: "Press the button to confirm that mails of Carnet reach you here.",
        button: "Yes, confirm",
    },
    confirmed_page: Page {
        title: "Thank you, the address is confirmed",
        text: "Carnet will write before the next vaccination. You can change when, or stop it, at any time.",
        button: "",
    },
    stop_page: Page {
        title: "Stop reminders?",
        text: "Carnet will not remind you of vaccinations any more, neither yours nor your children’s. You can switch it on again in your account.",
        button: "Stop reminders",
    },
    stopped_page: Page {
        title: "Reminders are off",
        text: "You will get no more of them. You can switch them on again in your account at any time.",
        button: "",
    },
    too_old_page: Page {
        title: "This link does not hold any more",
        text: "It is too old, or was replaced by a newer one. Sign in; your account shows how things are.",
        button: "",
    },
    home: "Go to Carnet",
};

const FR: Words = Words {
    reminder: Letter {
        subject: "Une vaccination approche dans votre famille",
        preview: "Connectez-vous pour voir pour qui et quand. Cela prend une minute.",
        paragraph: "Connectez-vous pour voir pour qui, laquelle et à partir de quel jour.",
        button: "Voir la suite",
        notes: [
            "Déjà fait ? Dites-le sur cette page, et nous n’écrirons plus à ce sujet.",
            "Pour votre vie privée, ce message ne nomme ni personne ni vaccin. Nous ne demandons jamais de mot de passe par e-mail.",
        ],
        why: "",
    },
    moved: "Une date que nous vous avions indiquée a changé. Connectez-vous pour voir pour qui et à partir de quel jour.",
    in_time: [
        "Dans un mois environ, une vaccination est recommandée pour une personne dont vous tenez le carnet.",
        "Dans deux semaines environ, une vaccination est recommandée pour une personne dont vous tenez le carnet.",
        "Dans une semaine environ, une vaccination est recommandée pour une personne dont vous tenez le carnet.",
    ],
    why_in_time: [
        "Vous recevez ce message parce que Carnet vous rappelle les vaccinations, un mois à l’avance.",
        "Vous recevez ce message parce que Carnet vous rappelle les vaccinations, deux semaines à l’avance.",
        "Vous recevez ce message parce que Carnet vous rappelle les vaccinations, une semaine à l’avance.",
    ],
    change: "Changer le moment",
    stop: "Arrêter les rappels",
    confirm: Letter {
        subject: "Veuillez confirmer votre adresse e-mail",
        preview: "Un clic, et Carnet peut vous rappeler à temps.",
        paragraph: "Cette adresse a été indiquée à Carnet, le carnet de vaccination électronique. Veuillez confirmer qu’elle est la vôtre ; nous pourrons alors vous rappeler à temps.",
        button: "Confirmer cette adresse",
        notes: [
            "Le lien est valable 14 jours.",
            "Ce n’était pas vous ? Alors ne faites rien : sans votre accord, nous n’écrivons plus.",
        ],
        why: "Vous recevez ce message une seule fois, parce que cette adresse a été inscrite dans un carnet.",
    },
    emergency: Letter {
        subject: "Un carnet a été ouvert en urgence",
        preview: "Connectez-vous pour voir qui, quand et pourquoi.",
        paragraph: "Un médecin a ouvert en urgence, sans votre accord, un carnet que vous tenez dans Carnet. Connectez-vous pour voir qui, quand et pourquoi. Vous pouvez y interroger le cabinet.",
        button: "Voir qui a regardé",
        notes: [
            "Le cabinet du médecin peut voir le carnet pendant 24 heures. Vous pouvez y mettre fin tout de suite.",
            "Pour protéger votre vie privée, ce message ne nomme personne. Nous ne demandons jamais de mot de passe par e-mail.",
        ],
        why: "Vous recevez ceci chaque fois que votre carnet ou celui de votre enfant est ouvert en urgence. Cela ne se désactive pas.",
    },
    confirm_page: Page {
        title: "Est-ce votre adresse ?",
        text: "Appuyez sur le bouton pour confirmer que les messages de Carnet vous parviennent ici.",
        button: "Oui, confirmer",
    },
    confirmed_page: Page {
        title: "Merci, l’adresse est confirmée",
        text: "Carnet vous écrira avant la prochaine vaccination. Vous pouvez changer le moment, ou arrêter, à tout instant.",
        button: "",
    },
    stop_page: Page {
        title: "Arrêter les rappels ?",
        text: "Carnet ne vous rappellera plus les vaccinations, ni les vôtres ni celles de vos enfants. Vous pouvez les réactiver dans votre compte.",
        button: "Arrêter les rappels",
    },
    stopped_page: Page {
        title: "Les rappels sont arrêtés",
        text: "Vous n’en recevrez plus. Vous pouvez les réactiver à tout instant dans votre compte.",
        button: "",
    },
    too_old_page: Page {
        title: "Ce lien n’est plus valable",
        text: "Il est trop ancien, ou un plus récent l’a remplacé. Connectez-vous : votre compte montre ce qu’il en est.",
        button: "",
    },
    home: "Aller à Carnet",
};

const DE: Words = Words {
    reminder: Letter {
        subject: "In Ihrer Familie steht eine Impfung an",
        preview: "Melden Sie sich an und sehen Sie, für wen und wann. Es dauert eine Minute.",
        paragraph: "Melden Sie sich an und sehen Sie, für wen, welche und ab welchem Tag.",
        button: "Sehen, was ansteht",
        notes: [
            "Schon erledigt? Sagen Sie es auf dieser Seite, dann schreiben wir dazu nicht mehr.",
            "Zu Ihrem Schutz nennt diese Nachricht keine Person und keinen Impfstoff. Wir fragen nie per E-Mail nach einem Passwort.",
        ],
        why: "",
    },
    moved: "Ein Tag, den wir Ihnen genannt haben, hat sich geändert. Melden Sie sich an und sehen Sie, für wen und ab welchem Tag.",
    in_time: [
        "In etwa einem Monat ist eine Impfung für jemanden empfohlen, dessen Impfausweis Sie führen.",
        "In etwa zwei Wochen ist eine Impfung für jemanden empfohlen, dessen Impfausweis Sie führen.",
        "In etwa einer Woche ist eine Impfung für jemanden empfohlen, dessen Impfausweis Sie führen.",
    ],
    why_in_time: [
        "Sie bekommen dies, weil Carnet Sie an Impfungen erinnert, einen Monat vorher.",
        "Sie bekommen dies, weil Carnet Sie an Impfungen erinnert, zwei Wochen vorher.",
        "Sie bekommen dies, weil Carnet Sie an Impfungen erinnert, eine Woche vorher.",
    ],
    change: "Zeitpunkt ändern",
    stop: "Erinnerungen beenden",
    confirm: Letter {
        subject: "Bitte bestätigen Sie Ihre E-Mail-Adresse",
        preview: "Ein Klick, und Carnet kann Sie rechtzeitig erinnern.",
        paragraph: "Diese Adresse wurde bei Carnet angegeben, dem elektronischen Impfausweis. Bitte bestätigen Sie, dass sie Ihnen gehört; dann können wir Sie rechtzeitig erinnern.",
        button: "Adresse bestätigen",
        notes: [
            "Der Link gilt 14 Tage.",
            "Waren Sie das nicht? Dann tun Sie nichts: Ohne Ihr Wort schreiben wir nicht mehr.",
        ],
        why: "Sie bekommen dies einmal, weil diese Adresse in einem Impfausweis eingetragen wurde.",
    },
    emergency: Letter {
        subject: "Ein Impfausweis wurde im Notfall geöffnet",
        preview: "Melden Sie sich an und sehen Sie, wer, wann und warum.",
        paragraph: "Eine Ärztin oder ein Arzt hat einen Impfausweis, den Sie in Carnet führen, im Notfall ohne Ihr Wort geöffnet. Melden Sie sich an und sehen Sie, wer es war, wann und warum. Dort können Sie die Praxis danach fragen.",
        button: "Sehen, wer hineingesehen hat",
        notes: [
            "Die Praxis kann den Impfausweis 24 Stunden lang sehen. Sie können das sofort beenden.",
            "Zu Ihrem Schutz nennt diese Mail keine Person. Wir fragen nie per Mail nach einem Passwort.",
        ],
        why: "Sie bekommen dies jedes Mal, wenn Ihr Impfausweis oder der Ihres Kindes im Notfall geöffnet wird. Es lässt sich nicht abstellen.",
    },
    confirm_page: Page {
        title: "Ist das Ihre Adresse?",
        text: "Drücken Sie den Knopf, um zu bestätigen, dass Nachrichten von Carnet Sie hier erreichen.",
        button: "Ja, bestätigen",
    },
    confirmed_page: Page {
        title: "Danke, die Adresse ist bestätigt",
        text: "Carnet schreibt vor der nächsten Impfung. Sie können jederzeit ändern, wann, oder es beenden.",
        button: "",
    },
    stop_page: Page {
        title: "Erinnerungen beenden?",
        text: "Carnet erinnert Sie dann nicht mehr an Impfungen, weder an Ihre noch an die Ihrer Kinder. In Ihrem Konto können Sie es wieder einschalten.",
        button: "Erinnerungen beenden",
    },
    stopped_page: Page {
        title: "Die Erinnerungen sind aus",
        text: "Sie bekommen keine mehr. In Ihrem Konto können Sie sie jederzeit wieder einschalten.",
        button: "",
    },
    too_old_page: Page {
        title: "Dieser Link gilt nicht mehr",
        text: "Er ist zu alt, oder ein neuerer hat ihn ersetzt. Melden Sie sich an; Ihr Konto zeigt den Stand.",
        button: "",
    },
    home: "Zu Carnet",
};

const LB: Words = Words {
    reminder: Letter {
        subject: "An Ärer Famill steet eng Impfung un",
        preview: "Mellt Iech un a kuckt, fir wien a wéini. Et dauert eng Minutt.",
        paragraph: "Mellt Iech un a kuckt, fir wien, wéi eng a vu wéi engem Dag un.",
        button: "Kucken, wat unsteet",
        notes: [
            "Scho gemaach? Sot et op där Säit, da schreiwe mir dozou net méi.",
            "Zu Ärem Schutz nennt dëse Message keng Persoun a keen Impfstoff. Mir froen ni per E-Mail no engem Passwuert.",
        ],
        why: "",
    },
    moved: "En Dag, dee mir Iech gesot hunn, huet geännert. Mellt Iech un a kuckt, fir wien a vu wéi engem Dag un.",
    in_time: [
        "An ongeféier engem Mount ass eng Impfung fir een recommandéiert, deem säi Carnet Dir féiert.",
        "An ongeféier zwou Wochen ass eng Impfung fir een recommandéiert, deem säi Carnet Dir féiert.",
        "An ongeféier enger Woch ass eng Impfung fir een recommandéiert, deem säi Carnet Dir féiert.",
    ],
    why_in_time: [
        "Dir kritt dëst, well Carnet Iech un Impfungen erënnert, ee Mount virdrun.",
        "Dir kritt dëst, well Carnet Iech un Impfungen erënnert, zwou Woche virdrun.",
        "Dir kritt dëst, well Carnet Iech un Impfungen erënnert, eng Woch virdrun.",
    ],
    change: "Zäitpunkt änneren",
    stop: "Erënnerungen ophalen",
    confirm: Letter {
        subject: "Confirméiert w.e.g. Är E-Mail-Adress",
        preview: "Ee Klick, a Carnet kann Iech mat Zäit erënneren.",
        paragraph: "Dës Adress gouf bei Carnet uginn, dem elektroneschen Impfcarnet. Confirméiert w.e.g., datt et Är ass; da kënne mir Iech mat Zäit erënneren.",
        button: "Adress confirméieren",
        notes: [
            "De Link gëllt 14 Deeg.",
            "Waart Dir dat net? Da maacht näischt: ouni Äert Wuert schreiwe mir net méi.",
        ],
        why: "Dir kritt dëst eemol, well dës Adress an engem Carnet agedroe gouf.",
    },
    emergency: Letter {
        subject: "E Carnet gouf am Noutfall opgemaach",
        preview: "Mellt Iech un a kuckt wien, wéini a firwat.",
        paragraph: "En Dokter huet e Carnet, deen Dir a Carnet hutt, am Noutfall ouni Äert Wuert opgemaach. Mellt Iech un a kuckt wien et war, wéini a firwat. Do kënnt Dir d’Praxis dono froen.",
        button: "Kucke wie gekuckt huet",
        notes: [
            "D’Praxis gesäit de Carnet 24 Stonne laang. Dir kënnt dat direkt ofbriechen.",
            "Fir Äre Schutz nennt dës Mail keng Persoun. Mir froen ni per Mail no engem Passwuert.",
        ],
        why: "Dir kritt dëst all Kéiers wann Äre Carnet oder dee vun Ärem Kand am Noutfall opgemaach gëtt. Et léisst sech net ofschalten.",
    },
    confirm_page: Page {
        title: "Ass dat Är Adress?",
        text: "Dréckt de Knäppchen, fir ze confirméieren, datt Message vu Carnet Iech hei erreechen.",
        button: "Jo, confirméieren",
    },
    confirmed_page: Page {
        title: "Merci, d’Adress ass confirméiert",
        text: "Carnet schreift virun der nächster Impfung. Dir kënnt zu all Moment änneren, wéini, oder et ophalen.",
        button: "",
    },
    stop_page: Page {
        title: "Erënnerungen ophalen?",
        text: "Carnet erënnert Iech dann net méi un Impfungen, weder un Är nach un déi vun Äre Kanner. An Ärem Kont kënnt Dir et nees aschalten.",
        button: "Erënnerungen ophalen",
    },
    stopped_page: Page {
        title: "D’Erënnerunge sinn aus",
        text: "Dir kritt keng méi. An Ärem Kont kënnt Dir se zu all Moment nees aschalten.",
        button: "",
    },
    too_old_page: Page {
        title: "Dëse Link gëllt net méi",
        text: "En ass ze al, oder e méi neien huet en ersat. Mellt Iech un; Äre Kont weist de Stand.",
        button: "",
    },
    home: "Op Carnet",
};

const PT: Words = Words {
    reminder: Letter {
        subject: "Aproxima-se uma vacinação na sua família",
        preview: "Inicie sessão para ver para quem e quando. Demora um minuto.",
        paragraph: "Inicie sessão para ver para quem, qual e a partir de que dia.",
        button: "Ver o que se segue",
        notes: [
            "Já foi feita? Diga-o nessa página, e não voltaremos a escrever sobre isso.",
            "Para sua privacidade, esta mensagem não nomeia pessoas nem vacinas. Nunca pedimos palavras-passe por e-mail.",
        ],
        why: "",
    },
    moved: "Uma data que lhe tínhamos indicado mudou. Inicie sessão para ver para quem e a partir de que dia.",
    in_time: [
        "Dentro de cerca de um mês é recomendada uma vacinação a alguém cujo boletim mantém.",
        "Dentro de cerca de duas semanas é recomendada uma vacinação a alguém cujo boletim mantém.",
        "Dentro de cerca de uma semana é recomendada uma vacinação a alguém cujo boletim mantém.",
    ],
    why_in_time: [
        "Recebe esta mensagem porque o Carnet lhe lembra as vacinações, com um mês de antecedência.",
        "Recebe esta mensagem porque o Carnet lhe lembra as vacinações, com duas semanas de antecedência.",
        "Recebe esta mensagem porque o Carnet lhe lembra as vacinações, com uma semana de antecedência.",
    ],
    change: "Mudar o momento",
    stop: "Parar os lembretes",
    confirm: Letter {
        subject: "Confirme o seu endereço de e-mail",
        preview: "Um clique, e o Carnet pode lembrar-lhe a tempo.",
        paragraph: "Este endereço foi indicado ao Carnet, o boletim de vacinas eletrónico. Confirme que é seu; assim poderemos lembrar-lhe a tempo.",
        button: "Confirmar este endereço",
        notes: [
            "A ligação é válida durante 14 dias.",
            "Não foi você? Então não faça nada: sem a sua palavra não voltamos a escrever.",
        ],
        why: "Recebe esta mensagem uma só vez, porque este endereço foi inscrito num boletim.",
    },
    emergency: Letter {
        subject: "Um boletim foi aberto numa urgência",
        preview: "Entre para ver quem, quando e porquê.",
        paragraph: "Um médico abriu numa urgência, sem a sua palavra, um boletim que tem no Carnet. Entre para ver quem foi, quando e porquê. Aí pode perguntar ao consultório.",
        button: "Ver quem viu",
        notes: [
            "O consultório do médico pode ver o boletim durante 24 horas. Pode terminar isso de imediato.",
            "Para sua privacidade este e-mail não nomeia ninguém. Nunca pedimos uma palavra-passe por e-mail.",
        ],
        why: "Recebe isto sempre que o seu boletim ou o do seu filho é aberto numa urgência. Não se pode desligar.",
    },
    confirm_page: Page {
        title: "Este endereço é seu?",
        text: "Prima o botão para confirmar que as mensagens do Carnet lhe chegam aqui.",
        button: "Sim, confirmar",
    },
    confirmed_page: Page {
        title: "Obrigado, o endereço está confirmado",
        text: "O Carnet escreverá antes da próxima vacinação. Pode mudar o momento, ou parar, em qualquer altura.",
        button: "",
    },
    stop_page: Page {
        title: "Parar os lembretes?",
        text: "O Carnet não lhe lembrará mais as vacinações, nem as suas nem as dos seus filhos. Pode voltar a ligá-los na sua conta.",
        button: "Parar os lembretes",
    },
    stopped_page: Page {
        title: "Os lembretes estão desligados",
        text: "Não receberá mais nenhum. Pode voltar a ligá-los na sua conta em qualquer altura.",
        button: "",
    },
    too_old_page: Page {
        title: "Esta ligação já não é válida",
        text: "É demasiado antiga, ou uma mais recente substituiu-a. Inicie sessão: a sua conta mostra como está.",
        button: "",
    },
    home: "Ir para o Carnet",
};
