import type { Words } from './en.ts'
import { pluralIn } from './plural.ts'

const plural = pluralIn('fr')

// Before ; ! ? and inside « » stands a narrow no-break space (U+202F), before : a no-break space (U+00A0).
const words: Words = {
  name: 'Français',
  imported: {
    unsectioned: 'Dans ce numéro',
    further: 'Également dans ce numéro',
    onlyInPrint: (page) => `Cet article figure dans le numéro imprimé, page ${page}.`,
  },
  forms: {
    subscribe: {
      title: (name) => `S’abonner à ${name}`,
      address: 'Adresse e-mail',
      language: 'Langue',
      topics: 'Rubriques',
      topicsNote: 'Si vous les choisissez toutes, les nouvelles s’y ajouteront.',
      more: 'Autres choix (facultatif)',
      timeZone: 'Fuseau horaire',
      timeZoneDefault: (offset) => `Celui du magazine (${offset})`,
      timeZoneNote: 'Il compte lorsqu’un numéro part partout à la même heure locale.',
      noAnswer: 'Sans réponse',
      yes: 'Oui',
      trap: 'Laissez ce champ vide',
      consent: (name, publisher) =>
        `En vous abonnant, vous acceptez que ${publisher} vous envoie ${name} par e-mail. Vous pouvez y mettre fin à tout moment par le lien présent dans chaque message.`,
      consentToName: (name) =>
        `En vous abonnant, vous acceptez de recevoir ${name} par e-mail. Vous pouvez y mettre fin à tout moment par le lien présent dans chaque message.`,
      submit: 'S’abonner',
    },
    problem: 'Quelque chose est à corriger. Veuillez vérifier les champs signalés.',
    problemTitle: (title) => `À corriger : ${title}`,
    problems: {
      tokenStale: 'Ce formulaire a expiré. Rouvrez-le et renvoyez-le depuis sa page.',
      originUnknown: 'Ce site ne figure pas sur notre liste : l’inscription ne peut pas partir d’ici.',
      addressMissing: 'Veuillez saisir votre adresse e-mail.',
      addressWrong:
        'Cela ne ressemble pas à une adresse e-mail. Elle devrait être de la forme nom@example.org.',
      addressTooLong: 'C’est trop long pour une adresse e-mail.',
      addressNotAscii:
        'Avant le @, une adresse ne peut contenir que des lettres sans accent, des chiffres et des signes.',
      addressQuoted:
        'Nous ne pouvons pas écrire à une adresse qui a des guillemets avant le @. Veuillez en utiliser une autre.',
      addressLiteral: 'Après le @, il faut un nom tel que example.org, et non un nombre.',
      addressSeveral: 'Veuillez ne saisir qu’une seule adresse.',
      addressSame: 'Vos numéros arrivent déjà à cette adresse.',
      languageUnknown: 'Nous ne paraissons pas dans cette langue. Veuillez choisir parmi celles-ci.',
      topicUnknown: 'Cette rubrique n’existe pas. Veuillez choisir parmi celles-ci.',
      topicMissing: 'Veuillez choisir au moins une rubrique.',
      timeZoneUnknown: 'Nous ne connaissons pas ce fuseau horaire. Veuillez choisir parmi ceux-ci.',
      optionUnknown: 'Cette réponse n’est pas proposée. Veuillez choisir parmi celles-ci.',
      textTooLong: 'Veuillez vous limiter à 200 caractères.',
      textWrong: 'Ce texte contient des signes qui ne tiennent pas sur une ligne. Veuillez le ressaisir.',
      pauseDayWrong: 'Choisissez un jour à partir de demain, dans un an au plus.',
    },
    again: {
      title: 'Encore une pression',
      text: 'Ce formulaire a été rempli sur une autre page, ou il y a un moment. Relisez-le et appuyez sur le bouton : nous ne vous écrirons qu’ensuite.',
      choices: 'Vos choix',
    },
    checkInbox: {
      title: 'Consultez votre messagerie',
      text: 'Nous écrivons à l’adresse que vous avez indiquée. Suivez le lien de notre message pour confirmer, et votre abonnement commence.',
      wrong: 'L’adresse est fausse ? Saisissez-la de nouveau',
      note: 'Toujours rien après quelques minutes ? Regardez parmi les indésirables, ou inscrivez-vous de nouveau. Pour protéger votre vie privée, cette page ne dit pas si l’adresse nous est connue.',
      open: (service) => `Ouvrir ${service}`,
      read: 'En attendant, lisez un numéro',
    },
    tooMany: {
      title: 'Trop d’inscriptions à la fois',
      text: (wait) =>
        `Votre réseau vient d’envoyer plus d’inscriptions que nous n’en acceptons. Aucun message n’est parti. Veuillez réessayer dans ${wait}.`,
    },
    confirm: {
      title: 'Plus qu’une étape',
      text: (name) => `Voulez-vous recevoir ${name} par e-mail ?`,
      language: 'Langue',
      topics: 'Rubriques',
      allTopics: 'toutes, y compris les futures',
      submit: 'Oui, je m’abonne',
      doneTitle: 'Votre abonnement commence',
      doneText: (name) => `${name} : chaque nouveau numéro arrivera dans votre messagerie.`,
      doneWelcome: (name) =>
        `${name} arrive désormais dans votre messagerie : un numéro pour commencer, puis chaque nouveau.`,
      expiredTitle: 'Ce lien a expiré',
      expiredText:
        'Ce lien de confirmation n’est plus valable. Inscrivez-vous de nouveau, et nous vous en enverrons un autre.',
      goneTitle: 'Il n’y a plus rien à confirmer',
      goneText: 'L’inscription à laquelle ce lien se rapporte n’existe plus. Vous pouvez vous réinscrire.',
    },
    preferences: {
      title: 'Vos préférences',
      submit: 'Enregistrer',
      saved: 'C’est enregistré. Le prochain numéro en tiendra compte.',
      leaveTitle: 'Vous ne souhaitez plus nous lire ?',
      expiredTitle: 'Ce lien a expiré',
      expiredText:
        'Un lien vers vos préférences est valable 400 jours. Saisissez votre adresse dans le formulaire d’inscription, et nous vous en enverrons un autre ; vos choix restent inchangés.',
      manage: 'Modifier vos préférences',
    },
    move: {
      title: 'Une autre adresse',
      text: 'Recevez vos numéros à une autre adresse. Nous y envoyons d’abord un lien ; tant que vous ne l’avez pas confirmé, rien ne change.',
      address: 'Nouvelle adresse e-mail',
      submit: 'M’envoyer le lien',
      askedTitle: 'Consultez la nouvelle messagerie',
      askedText:
        'Nous avons envoyé un lien à cette adresse. Ouvrez-le et confirmez dans les sept jours. D’ici là, vos numéros continuent d’arriver à l’ancienne adresse.',
      confirmTitle: 'Le recevoir à cette adresse ?',
      confirmText: (name) =>
        `Appuyez sur le bouton : ${name} arrivera désormais à cette adresse, et non plus à l’ancienne. Vos choix restent les mêmes.`,
      confirmSubmit: 'Oui, l’envoyer ici',
      doneTitle: 'Votre adresse est changée',
      doneText: (name) =>
        `${name} arrive maintenant à cette adresse. Un message déjà parti peut encore atteindre l’ancienne ; les liens des anciens messages restent valables.`,
      takenTitle: 'Cette adresse ne convient pas',
      takenText:
        'Nous ne pouvons pas y envoyer de message, ou son lecteur en a désormais une autre. Vos numéros continuent d’arriver à l’ancienne adresse.',
      goneTitle: 'Ce lien n’est plus valable',
      goneText:
        'Il vaut sept jours, et seulement pour la dernière adresse demandée. Vous pouvez en demander un autre sur la page de vos préférences.',
    },
    pause: {
      title: 'Faire une pause',
      text: 'Aucun numéro ne vous parvient pendant la pause. Ensuite, l’envoi reprend de lui-même.',
      month: (day) => `Faire une pause d’un mois, jusqu’au ${day}`,
      quarter: (day) => `Faire une pause de trois mois, jusqu’au ${day}`,
      day: 'Ou jusqu’à la date de votre choix',
      submit: 'Faire une pause jusqu’à cette date',
      on: (day) => `Vous êtes en pause jusqu’au ${day}. À partir de ce jour, l’envoi reprend de lui-même.`,
      end: 'Mettre fin à la pause',
      ended: 'La pause est terminée. Le prochain numéro vous parviendra.',
    },
    unsubscribe: {
      title: 'Se désabonner',
      text: (name) => `Appuyez sur le bouton, et vous ne recevrez plus ${name}.`,
      submit: 'Me désabonner',
      doneTitle: 'Désabonnement effectué',
      doneText: (name) => `Nous ne vous enverrons plus ${name}. Merci de votre lecture.`,
      notTitle: 'Il n’y a pas d’abonnement',
      notText: (name) => `Cette adresse ne reçoit pas ${name}.`,
      back: 'Une erreur ? S’abonner de nouveau',
      rather: 'Ou plutôt un peu moins ?',
      fewer: 'Seulement ces rubriques',
      fewerSubmit: 'Ne recevoir que celles-ci',
      keptTitle: 'Votre abonnement continue',
      kept: (topics) => `Désormais, vous recevrez : ${topics}.`,
      why: 'Voulez-vous nous dire pourquoi ? Un clic suffit, et rien ne vous y oblige.',
      reasons: {
        tooMany: 'Trop de messages',
        notForMe: 'Ce n’est pas pour moi',
        neverAsked: 'Je ne l’ai jamais demandé',
        other: 'Une autre raison',
      },
      thanks: 'Merci de nous l’avoir dit.',
    },
    rating: {
      title: 'Ce numéro valait-il la lecture ?',
      yes: 'Oui',
      no: 'Pas cette fois',
      text: 'Appuyez sur votre réponse, et elle sera comptée. La rédaction voit seulement le nombre de réponses de chaque sorte.',
      doneTitle: 'Merci',
      doneText: 'Votre réponse est comptée. Vous pouvez la modifier par les liens à la fin du message.',
    },
    yourData: {
      title: 'Vos données',
      text: 'Tout ce que nous conservons à votre sujet, vous pouvez l’obtenir en un fichier et le faire effacer.',
      how: 'Comment vous vous êtes abonné',
      asked: (day, form) => `Vous vous êtes inscrit le ${day} par le formulaire de la page ${form}.`,
      network: (network) => `Depuis le réseau ${network}.`,
      agreed: 'Vous avez accepté ceci :',
      confirmed: (day) => `Vous l’avez confirmé le ${day}.`,
      imported: (day) =>
        `Votre abonnement a été repris d’un autre service, où vous vous étiez inscrit au plus tard le ${day}.`,
      left: (day) => `Vous vous êtes désabonné le ${day}.`,
      download: 'Télécharger mes données',
    },
    erase: {
      title: 'Effacer mes données',
      text: (name) =>
        `Appuyez sur le bouton, et ${name} efface pour toujours ce qui est connu de vous. Vous ne recevrez plus de message. C’est irrévocable.`,
      atOnce:
        'Aussitôt : votre adresse, vos choix et réponses, la façon dont vous vous êtes abonné et toute inscription en attente.',
      sends:
        'En un jour : le fait que des numéros vous ont été envoyés. Si un envoi est arrêté à mi-chemin, dès qu’il reprend.',
      backups: (days, day) =>
        `En ${days} jours : les copies dans les sauvegardes, les files d’attente et les journaux. La dernière disparaît au plus tard le ${day}.`,
      stays:
        'Il reste un code tiré de votre adresse, d’où personne ne peut la lire : grâce à lui, aucune liste importée ne vous ramène. Si des messages vous sont revenus ou si vous vous êtes plaint, c’est noté avec lui.',
      submit: 'Effacer définitivement',
      doneTitle: 'Vos données sont effacées',
      doneText: (name, day) =>
        `${name} ne sait plus rien de vous. La dernière copie dans une sauvegarde disparaît au plus tard le ${day}. Si cela vous manque un jour, réinscrivez-vous : ce sera comme la première fois.`,
      gone: (day) =>
        `Tout ce qui était connu de la personne de ce lien a été effacé le ${day}. Si c’est vous, vous pouvez vous réinscrire à tout moment.`,
    },
    toSignUp: 'Vers le formulaire d’inscription',
    forged: {
      title: 'Ce lien ne fonctionne pas',
      text: 'Il est incomplet ou a été modifié. Ouvrez le lien dans notre message même, ou copiez-le en entier.',
    },
    failed: {
      request: {
        title: 'Cela n’a pas fonctionné',
        text: 'Nous n’avons pas pu lire ce qui a été envoyé. Revenez en arrière et réessayez.',
      },
      tooLarge: {
        title: 'C’était trop long',
        text: 'L’envoi dépasse ce que nos formulaires acceptent. Raccourcissez-le et réessayez.',
      },
      type: {
        title: 'Cela n’a pas fonctionné',
        text: 'L’envoi n’est pas un formulaire que nous connaissons. Utilisez celui de notre page.',
      },
      method: {
        title: 'Cela n’a pas fonctionné',
        text: 'On peut ouvrir cette page et envoyer son formulaire ; rien d’autre n’est possible ici.',
      },
      ours: {
        title: 'Cela n’a pas fonctionné',
        text: 'Un problème est survenu de notre côté. Veuillez réessayer dans quelques minutes.',
      },
    },
  },
  mails: {
    confirm: (name, site, until) => ({
      subject: `Confirmez votre abonnement à ${name}`,
      preheader: 'Un clic, et chaque nouveau numéro arrive à cette adresse.',
      heading: 'Est-ce bien vous qui vous abonnez ?',
      asked: `Quelqu’un, sans doute vous, a saisi cette adresse sur ${site} pour recevoir ${name} par e-mail.`,
      please: 'Si c’était vous, confirmez-le ici :',
      button: 'Confirmer mon abonnement',
      until: `Le lien est valable jusqu’au ${until}.`,
      otherwise:
        'Si ce n’était pas vous, ne faites rien. Sans votre confirmation, aucun numéro ne vous sera envoyé et l’inscription sera effacée.',
    }),
    ask: (name, site, until) => ({
      subject: `Souhaitez-vous continuer à recevoir ${name} ?`,
      preheader: 'Un clic, et chaque nouveau numéro continue d’arriver à cette adresse.',
      heading: 'Pouvons-nous continuer à vous écrire ?',
      asked: `Cette adresse figure sur la liste des lecteurs de ${name}, qui déménage sur ${site}.`,
      please: 'Si vous souhaitez continuer à le recevoir par e-mail, confirmez-le ici :',
      button: 'Oui, je continue',
      until: `Le lien est valable jusqu’au ${until}.`,
      otherwise:
        'Si vous ne faites rien, aucun numéro ne vous sera envoyé de là, et votre adresse sera effacée.',
      no: 'Non, merci',
    }),
    known: (name, site) => ({
      subject: `Vous recevez déjà ${name}`,
      preheader: 'Rien n’a changé, et vous n’avez rien à faire.',
      heading: 'Votre abonnement existe déjà',
      asked: `Quelqu’un, peut-être vous, a saisi cette adresse sur ${site} pour recevoir ${name}. Vous le recevez déjà.`,
      unchanged:
        'Rien n’a changé : vos préférences sont celles que vous avez choisies. Si vous voulez autre chose, changez-les ici ; si ce n’était pas vous, vous n’avez rien à faire.',
      preferences: 'Modifier vos préférences',
      unsubscribe: 'Se désabonner',
    }),
    changed: (name, language, topics) => ({
      subject: `Vos préférences pour ${name} ont changé`,
      preheader: 'Ce que vous recevrez désormais.',
      heading: 'Vos préférences sont enregistrées',
      chosen: [
        `Voici comment vous recevrez désormais ${name} :`,
        `Langue : ${language}`,
        `Rubriques : ${topics}`,
      ],
      otherwise:
        'Si ce changement ne vient pas de vous, quelqu’un détient un de vos messages : rétablissez vos choix ici.',
      preferences: 'Modifier vos préférences',
      unsubscribe: 'Se désabonner',
    }),
    paused: (name, until) => ({
      subject: `Vous mettez ${name} en pause`,
      preheader: 'Aucun numéro ne vous parviendra d’ici là.',
      heading: 'Vous faites une pause',
      done: `Aucun numéro de ${name} ne vous parviendra jusqu’au ${until}. À partir de ce jour, l’envoi reprend de lui-même.`,
      otherwise:
        'Si cela ne vient pas de vous, ou si vous souhaitez reprendre plus tôt, mettez fin à la pause ici.',
      preferences: 'Terminer ou modifier la pause',
      unsubscribe: 'Se désabonner',
    }),
    move: (name, until) => ({
      subject: `Confirmez votre nouvelle adresse pour ${name}`,
      preheader: 'Un clic, et chaque nouveau numéro arrive à cette adresse.',
      heading: 'Est-ce votre nouvelle adresse ?',
      asked: `Quelqu’un qui lit ${name}, sans doute vous, souhaite désormais le recevoir à cette adresse.`,
      please: 'Si c’est vous, confirmez-le ici :',
      button: 'Le recevoir ici',
      until: `Le lien est valable jusqu’au ${until}.`,
      otherwise:
        'Si ce n’est pas vous, ne faites rien. Sans votre confirmation, rien n’est envoyé à cette adresse.',
    }),
    moved: (name) => ({
      subject: `${name} arrive à votre nouvelle adresse`,
      preheader: 'Cette adresse ne reçoit plus de numéros.',
      heading: 'Votre adresse est changée',
      done: `Désormais, ${name} arrive à l’adresse que vous avez donnée et confirmée, et non plus à celle-ci.`,
      otherwise:
        'Si cela ne vient pas de vous, quelqu’un d’autre a un de vos messages : faites-le revenir ici par vos préférences, ou désabonnez-vous.',
      preferences: 'Modifier vos préférences',
      unsubscribe: 'Se désabonner',
    }),
    goodbye: (name) => ({
      subject: `Vous ne recevrez plus ${name}`,
      preheader: 'Ceci est notre dernier message.',
      heading: 'Au revoir, et merci de votre lecture',
      done: `Votre abonnement à ${name} a pris fin. Plus aucun numéro ne sera envoyé à cette adresse ; ceci est notre dernier message.`,
      mistake: 'Si c’était une erreur, ou si l’envie vous revient, vous pouvez vous réabonner à tout moment.',
      button: 'S’abonner de nouveau',
    }),
  },
  notices: {
    subject: (name, about) => `${name} : ${about}`,
    causes: {
      person: 'quelqu’un l’a mis en pause',
      overdue: 'son heure est passée depuis plus de six heures',
      reputation: 'trop de ses messages sont revenus, ou trop de lecteurs se sont plaints',
      account: 'Amazon SES refuse ce compte ou ses réglages',
    },
    noneReady: (day) => ({
      subject: 'aucun numéro n’était prêt à partir',
      lines: [
        `L’envoi régulier du ${day} n’a trouvé aucun numéro publié, arrivé à échéance et non encore envoyé. Personne n’a rien reçu.`,
        'Publiez un numéro et envoyez-le par : masthead send ISSUE',
      ],
    }),
    held: (send, cause, because) => ({
      subject: `l’envoi ${send} est arrêté`,
      lines: [
        `L’envoi ${send} est arrêté : ${cause}.`,
        ...(because
          ? [
              `Amazon SES dit : ${because}`,
              'Réglez-le d’abord chez Amazon SES : repris avant, l’envoi s’arrêtera de nouveau.',
            ]
          : []),
        `Pour l’examiner : masthead status ${send}`,
        `Pour le reprendre : masthead resume ${send} (ou y mettre fin : masthead cancel ${send})`,
      ],
    }),
    toApprove: (send) => ({
      subject: `l’envoi ${send} attend une deuxième personne`,
      lines: [
        `L’envoi ${send} s’adresse à beaucoup de lecteurs : quelqu’un qui ne l’a pas demandé doit donc l’approuver. Personne ne le reçoit avant.`,
        `Voir où il en est : masthead status ${send}`,
        `L’approuver : masthead approve ${send} (ou y mettre fin : masthead cancel ${send})`,
      ],
    }),
    usedUp: (send, day) => ({
      subject: `l’envoi ${send} a épuisé le quota du jour`,
      lines: [
        `Le ${day}, le quota quotidien de ce compte a été épuisé, et Amazon SES n’a plus accepté de messages de l’envoi ${send}. Puisque ce message vous parvient, il en accepte de nouveau : l’envoi reprend de lui-même, et personne n’est oublié. Il n’y a rien à faire.`,
        `Pour l’examiner : masthead status ${send}`,
        'Pour demander à AWS un quota plus élevé : https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-request-increase.html',
      ],
    }),
    leftOver: (send, failed, uncertain) => ({
      subject: `l’envoi ${send} vous laisse des lecteurs`,
      lines: [
        `L’envoi ${send} est terminé. Échecs : ${failed}. Lecteurs dont nul ne sait si SES a accepté leur message : ${uncertain}.`,
        `Pour voir de qui il s’agit : masthead recipients ${send}`,
        `Pour renvoyer à ceux chez qui l’envoi a échoué : masthead retry ${send}`,
        `Pour décider des incertains : masthead resolve ${send} --resend (quelqu’un peut le recevoir deux fois) ou --write-off (quelqu’un peut ne jamais le recevoir)`,
      ],
    }),
    webhookOff: (host, day) => ({
      subject: `le webhook vers ${host} est désactivé`,
      lines: [
        `Rien n’est parvenu au webhook vers ${host} depuis le ${day} : il a donc été désactivé, et n’apprend plus rien tant que personne ne le réactive.`,
        'Voyez ce que son programme a répondu : masthead webhooks list, puis masthead webhooks log ID',
        'Réactivez-le avec : masthead webhooks on ID',
      ],
    }),
  },
  digest: {
    subject: (name, number, line) =>
      number === undefined ? `${name} : ${line}` : `${name} nº ${number} : ${line}`,
    advertising: (subject) => `Publicité : ${subject}`,
    inside: 'Dans ce numéro',
    welcome: (name) =>
      `${name} vous souhaite la bienvenue. Ce numéro a paru avant votre abonnement ; le voici pour commencer.`,
    test: 'Ceci est un essai : ce numéro n’est pas encore envoyé.',
    testSubject: (subject) => `[Essai] ${subject}`,
    correction: 'Ce message corrige celui que vous avez reçu de ce numéro.',
    correctionSubject: (subject) => `Rectificatif : ${subject}`,
    browser: 'Voir dans le navigateur',
    read: 'Lire la suite',
    pieces: (count) => `${count} articles`,
    more: (count) =>
      plural(count, { one: `et ${count} autre sur le site`, other: `et ${count} autres sur le site` }),
    why: (name) =>
      `Vous recevez ce message parce que vous avez demandé à recevoir ${name} et confirmé votre adresse.`,
    preferences: 'Préférences',
    unsubscribe: 'Se désabonner',
    forward: 'Transférer à un proche',
    otherLanguage: 'Dans une autre langue',
    next: (day) => `Le prochain numéro est prévu pour le ${day}.`,
  },
  site: {
    inThisIssue: 'Dans ce numéro',
    navigation: 'Navigation principale',
    more: 'Plus',
    write: 'Nous écrire',
    issue: (number) => `Nº ${number}`,
    minutes: (minutes) => `${minutes} min de lecture`,
    page: (page) => `Page ${page}`,
    between: ' · ',
    references: 'Références',
    notes: 'Notes',
    backToText: (mark) => `Revenir à l’appel ${mark} dans le texte`,
    sources: 'Sources et liens',
    table: 'Tableau',
    code: 'Code informatique',
    formula: 'Formule',
    qr: 'Code QR de l’adresse courte de cette page',
    shortAddress: 'Adresse courte',
    leadsOn: 'Aller à la page',
    by: (author) => `Par ${author}`,
    contents: 'Sommaire',
    book: 'Ce numéro en livre numérique (EPUB)',
    bookCover: 'Couverture',
    bookLetter: 'Éditorial',
    previous: 'Précédent',
    next: 'Suivant',
    otherIssues: 'Autres numéros',
    previousIssue: 'Numéro précédent',
    nextIssue: 'Numéro suivant',
    archive: 'Tous les numéros',
    earlier: 'Numéros précédents',
    latest: 'Le dernier numéro',
    readIssue: 'Lire ce numéro',
    signUp: (name) => `Recevoir ${name} par e-mail`,
    signUpText:
      'Une lettre par numéro : les nouveautés, avec un lien vers chaque article. Partez quand vous voulez.',
    subscribe: 'S’abonner',
    skip: 'Aller au texte',
    feed: 'Flux RSS',
    feedText:
      'Ceci est un flux. Copiez son adresse dans un lecteur de flux, et chaque nouvel article vous y parviendra.',
    allFeeds: 'Tous les flux en une liste',
    follow: 'Suivre cette rubrique :',
    sections: 'Rubriques',
    years: 'Années',
    sectionText: (section, name) => `${section} : tous les articles de cette rubrique dans ${name}.`,
    nothingYet: 'Il n’y a encore rien ici.',
    olderInArchive: 'Les articles plus anciens se trouvent dans leurs numéros',
    search: {
      title: 'Recherche',
      label: 'Rechercher dans tous les articles',
      submit: 'Rechercher',
      needsScript:
        'La recherche se fait dans votre navigateur et nécessite JavaScript. Sans lui, ces pages mènent à tous les articles :',
      hint: 'Saisissez un mot : la recherche porte sur les titres, résumés, auteurs et rubriques de tous les numéros, et sur les textes des plus récents.',
      loading: 'Recherche en cours…',
      one: '1 article trouvé',
      many: '{count} articles trouvés',
      firstOf: '{count} articles trouvés, dont voici les {shown} meilleurs',
      near: 'Aucun article ne contient tous ces mots. Ceux qui en contiennent certains :',
      none: 'Aucun résultat. Essayez un autre mot, ou moins de mots.',
      failed: 'La liste des articles n’a pas pu être chargée. Réessayez, ou parcourez les archives.',
    },
    erratum: 'Rectificatif',
    corrected: (day, text) => `Rectificatif, ${day} : ${text}`,
    withdrawn: 'Cet article a été retiré',
    withdrawnOn: (title, day) => `Article retiré le ${day} : « ${title} ».`,
    gone: 'Cette page a été retirée',
    goneText: 'Ce qui se trouvait ici ne fait plus partie du numéro.',
    issueGone: 'Ce numéro a été retiré',
    issueGoneText: 'Il ne peut plus être lu ici. Les autres numéros restent disponibles.',
    toContents: 'Sommaire du numéro',
    elsewhere: 'Ce texte n’existe pas en français',
    elsewhereText: 'Il n’a pas été publié en français. On peut le lire ici :',
    notFound: 'Cette page n’existe pas',
    notFoundText:
      'Elle a peut-être changé de place, ou l’adresse contient une faute. Cherchez-la, ou partez d’ici :',
  },
}
export default words
