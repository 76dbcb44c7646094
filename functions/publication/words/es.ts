import type { Words } from './en.ts'
import { pluralIn } from './plural.ts'

const plural = pluralIn('es')

const words: Words = {
  name: 'Español',
  imported: {
    unsectioned: 'En este número',
    onlyInPrint: (page) => `Este artículo está en el número impreso, página ${page}.`,
  },
  forms: {
    subscribe: {
      title: (name) => `Suscribirse a ${name}`,
      address: 'Correo electrónico',
      language: 'Idioma',
      topics: 'Secciones',
      topicsNote: 'Si las elige todas, se incluirán también las nuevas.',
      more: 'Más opciones (opcional)',
      timeZone: 'Zona horaria',
      timeZoneDefault: (offset) => `La de la revista (${offset})`,
      timeZoneNote: 'Se tiene en cuenta cuando un número sale en todas partes a la misma hora local.',
      noAnswer: 'Sin respuesta',
      yes: 'Sí',
      trap: 'Deje este campo vacío',
      consent: (name, publisher) =>
        `Al suscribirse, acepta que ${publisher} le envíe ${name} por correo electrónico. Puede darse de baja en cualquier momento con el enlace que hay en cada mensaje.`,
      consentToName: (name) =>
        `Al suscribirse, acepta recibir ${name} por correo electrónico. Puede darse de baja en cualquier momento con el enlace que hay en cada mensaje.`,
      submit: 'Suscribirse',
    },
    problem: 'Hay algo que corregir. Revise los campos marcados.',
    problemTitle: (title) => `Por corregir: ${title}`,
    problems: {
      tokenStale: 'Este formulario ha caducado. Ábralo de nuevo y envíelo desde allí.',
      originUnknown: 'Este sitio no está en nuestra lista: la suscripción no se puede enviar desde aquí.',
      addressMissing: 'Escriba su correo electrónico.',
      addressWrong: 'Esto no parece un correo electrónico. Debería ser como nombre@example.org.',
      addressTooLong: 'Es demasiado largo para un correo electrónico.',
      addressNotAscii: 'Antes de la @ solo puede haber letras sin tilde, cifras y signos.',
      addressQuoted: 'No podemos escribir a una dirección con comillas antes de la @. Utilice otra.',
      addressLiteral: 'Después de la @ debe haber un nombre como example.org, no un número.',
      addressSeveral: 'Escriba una sola dirección.',
      addressSame: 'Sus números ya llegan a esta dirección.',
      languageUnknown: 'No publicamos en este idioma. Elija uno de estos.',
      topicUnknown: 'Esa sección no existe. Elija entre estas.',
      topicMissing: 'Elija al menos una sección.',
      timeZoneUnknown: 'No conocemos esta zona horaria. Elija una de estas.',
      optionUnknown: 'Esa respuesta no está entre las posibles. Elija una de estas.',
      textTooLong: 'Utilice 200 caracteres como máximo.',
      textWrong: 'Contiene signos que no caben en una línea de texto. Escríbalo de nuevo.',
      pauseDayWrong: 'Elija un día a partir de mañana, dentro de un año como máximo.',
    },
    again: {
      title: 'Pulse una vez más',
      text: 'Este formulario se rellenó en otra página o hace ya un rato. Revíselo y pulse el botón: solo entonces le escribiremos.',
      choices: 'Lo que ha elegido',
    },
    checkInbox: {
      title: 'Revise su correo',
      text: 'Estamos escribiendo a la dirección que ha indicado. Siga el enlace de nuestro mensaje para confirmar, y comenzará su suscripción.',
      wrong: '¿No es su dirección? Escríbala de nuevo',
      note: '¿Pasan los minutos y no llega nada? Mire en el correo no deseado o suscríbase de nuevo. Para proteger su privacidad, esta página no dice si conocemos la dirección.',
      open: (service) => `Abrir ${service}`,
      read: 'Mientras espera, lea un número',
    },
    tooMany: {
      title: 'Demasiadas a la vez',
      text: (wait) =>
        `Desde su red acaban de llegar más suscripciones de las que admitimos. No se ha enviado nada. Inténtelo de nuevo dentro de ${wait}.`,
    },
    confirm: {
      title: 'Falta un paso',
      text: (name) => `¿Quiere recibir ${name} por correo electrónico?`,
      language: 'Idioma',
      topics: 'Secciones',
      allTopics: 'todas, también las futuras',
      submit: 'Sí, quiero suscribirme',
      doneTitle: 'Suscripción confirmada',
      doneText: (name) => `Cada número nuevo de ${name} llegará a su correo.`,
      doneWelcome: (name) =>
        `A partir de ahora, ${name} llegará a su correo: un número para empezar y, después, cada número nuevo.`,
      expiredTitle: 'Este enlace ha caducado',
      expiredText:
        'Un enlace de confirmación funciona durante siete días. Suscríbase de nuevo y le enviaremos otro.',
      goneTitle: 'Ya no hay nada que confirmar',
      goneText: 'La solicitud a la que pertenece este enlace ya no existe. Puede suscribirse de nuevo.',
    },
    preferences: {
      title: 'Sus preferencias',
      submit: 'Guardar',
      saved: 'Guardado. Así le llegará el próximo número.',
      leaveTitle: '¿Ya no le interesa?',
      expiredTitle: 'Este enlace ha caducado',
      expiredText:
        'Un enlace a sus preferencias funciona durante 400 días. Escriba su dirección en el formulario de suscripción y le enviaremos otro; lo que eligió no cambia.',
      manage: 'Cambiar sus preferencias',
    },
    move: {
      title: 'Otra dirección',
      text: 'Reciba sus números en otra dirección. Primero enviamos allí un enlace; hasta que lo confirme, todo sigue igual.',
      address: 'Nueva dirección de correo',
      submit: 'Enviarme el enlace',
      askedTitle: 'Mire en el nuevo buzón',
      askedText:
        'Hemos enviado un enlace a esta dirección. Ábralo allí y confirme en un plazo de siete días. Hasta entonces, sus números siguen llegando a la dirección de antes.',
      confirmTitle: '¿Recibirlo en esta dirección?',
      confirmText: (name) =>
        `Pulse el botón y ${name} llegará a partir de ahora a esta dirección, y ya no a la de antes. Lo que ha elegido no cambia.`,
      confirmSubmit: 'Sí, enviarlo aquí',
      doneTitle: 'Su dirección ha cambiado',
      doneText: (name) =>
        `${name} llega ahora a esta dirección. Un mensaje que ya esté en camino puede llegar todavía a la de antes; los enlaces de mensajes antiguos siguen funcionando.`,
      takenTitle: 'Esta dirección no se puede usar',
      takenText:
        'No podemos enviarle mensajes, o su lector tiene ya otra. Sus números siguen llegando a la dirección de antes.',
      goneTitle: 'Este enlace ya no sirve',
      goneText:
        'Funciona durante siete días, y solo para la última dirección solicitada. Puede pedir otro en la página de sus preferencias.',
    },
    pause: {
      title: 'Hacer una pausa',
      text: 'Durante la pausa no llega ningún número. Después vuelven a llegar por sí solos.',
      month: (day) => `Pausar un mes, hasta el ${day}`,
      quarter: (day) => `Pausar tres meses, hasta el ${day}`,
      day: 'O hasta el día que elija',
      submit: 'Pausar hasta ese día',
      on: (day) =>
        `Está en pausa hasta el ${day}. A partir de ese día, los números vuelven a llegar por sí solos.`,
      end: 'Terminar la pausa ahora',
      ended: 'La pausa ha terminado. Le llegará el próximo número.',
    },
    unsubscribe: {
      title: 'Darse de baja',
      text: (name) => `Pulse el botón y dejará de recibir ${name}.`,
      submit: 'Darme de baja',
      doneTitle: 'Baja confirmada',
      doneText: (name) => `Ya no le enviaremos ${name}. Gracias por habernos leído.`,
      notTitle: 'No hay ninguna suscripción',
      notText: (name) => `Esta dirección no recibe ${name}.`,
      back: '¿Ha sido un error? Suscribirse de nuevo',
      rather: '¿O prefiere recibir un poco menos?',
      fewer: 'Solo estas secciones',
      fewerSubmit: 'Recibir solo estas',
      keptTitle: 'Su suscripción continúa',
      kept: (topics) => `A partir de ahora recibirá: ${topics}.`,
      why: '¿Quiere decirnos por qué? Basta con pulsar una vez, y no es obligatorio.',
      reasons: {
        tooMany: 'Demasiados mensajes',
        notForMe: 'No es para mí',
        neverAsked: 'Nunca lo pedí',
        other: 'Otro motivo',
      },
      thanks: 'Gracias por decírnoslo.',
    },
    yourData: {
      title: 'Sus datos',
      text: 'Todo lo que guardamos sobre usted puede obtenerlo en un archivo y hacer que se borre.',
      how: 'Cómo se suscribió',
      asked: (day, form) => `Se suscribió el ${day} con el formulario de la página ${form}.`,
      agreed: 'Aceptó lo siguiente:',
      confirmed: (day) => `Lo confirmó el ${day}.`,
      imported: (day) =>
        `Su suscripción se trajo de otro servicio, donde se había suscrito el ${day} o antes.`,
      left: (day) => `Se dio de baja el ${day}.`,
      download: 'Descargar mis datos',
    },
    erase: {
      title: 'Borrar mis datos',
      text: (name) =>
        `Pulse el botón y ${name} borrará para siempre lo que sabe de usted. No recibirá más mensajes. No se puede deshacer.`,
      atOnce:
        'Al instante: su dirección, lo que eligió y respondió, cómo se suscribió y cualquier solicitud pendiente.',
      sends: 'En un día: que se le enviaron números. Si un envío está detenido a medias, en cuanto continúe.',
      backups: (days, day) =>
        `En ${days} días: las copias en respaldos, colas y registros. La última desaparece a más tardar el ${day}.`,
      stays:
        'Queda un código hecho con su dirección, del que nadie puede leerla: gracias a él, ninguna lista importada le trae de vuelta. Si algún mensaje fue devuelto o usted presentó una queja, se anota con él.',
      submit: 'Borrar definitivamente',
      doneTitle: 'Sus datos se han borrado',
      doneText: (name, day) =>
        `${name} ya no sabe nada de usted. La última copia en un respaldo desaparece a más tardar el ${day}. Si algún día nos echa de menos, suscríbase de nuevo: será como la primera vez.`,
      gone: (day) =>
        `Todo lo que se sabía de la persona de este enlace se borró el ${day}. Si es usted, puede suscribirse de nuevo cuando quiera.`,
    },
    toSignUp: 'Ir al formulario de suscripción',
    forged: {
      title: 'Este enlace no funciona',
      text: 'Está incompleto o se ha modificado. Abra el enlace en nuestro propio mensaje o cópielo entero.',
    },
    failed: {
      request: {
        title: 'No ha funcionado',
        text: 'No hemos podido leer lo enviado. Vuelva atrás e inténtelo de nuevo.',
      },
      tooLarge: {
        title: 'Era demasiado',
        text: 'Lo enviado supera lo que admiten nuestros formularios. Acórtelo e inténtelo de nuevo.',
      },
      type: {
        title: 'No ha funcionado',
        text: 'Lo enviado no es un formulario que conozcamos. Utilice el de nuestra página.',
      },
      method: {
        title: 'No ha funcionado',
        text: 'Esta página se puede abrir y su formulario se puede enviar; aquí no es posible nada más.',
      },
      ours: {
        title: 'No ha funcionado',
        text: 'Algo falla por nuestra parte. Inténtelo de nuevo dentro de unos minutos.',
      },
    },
  },
  mails: {
    confirm: (name, site, until) => ({
      subject: `Confirme su suscripción a ${name}`,
      preheader: 'Un clic, y cada número nuevo llegará a esta dirección.',
      heading: '¿Ha sido usted?',
      asked: `Alguien, probablemente usted, escribió esta dirección en ${site} para recibir ${name} por correo electrónico.`,
      please: 'Si ha sido usted, confírmelo aquí:',
      button: 'Confirmar mi suscripción',
      until: `El enlace funciona hasta el ${until}.`,
      otherwise:
        'Si no ha sido usted, no haga nada. Sin su confirmación no se le enviará ningún número y la solicitud se borrará.',
    }),
    known: (name, site) => ({
      subject: `Ya tiene una suscripción a ${name}`,
      preheader: 'No ha cambiado nada y no tiene que hacer nada.',
      heading: 'Su suscripción ya existe',
      asked: `Alguien, quizá usted, escribió esta dirección en ${site} para recibir ${name}. Ya lo recibe.`,
      unchanged:
        'No ha cambiado nada: sus preferencias son las que eligió. Si quiere otra cosa, puede cambiarlo aquí; si no ha sido usted, no tiene que hacer nada.',
      preferences: 'Cambiar sus preferencias',
      unsubscribe: 'Darse de baja',
    }),
    changed: (name, language, topics) => ({
      subject: `Sus preferencias para ${name} han cambiado`,
      preheader: 'Lo que recibirá a partir de ahora.',
      heading: 'Sus preferencias están guardadas',
      chosen: [`A partir de ahora recibirá ${name} así:`, `Idioma: ${language}`, `Secciones: ${topics}`],
      otherwise:
        'Si no ha sido usted quien las ha cambiado, otra persona tiene uno de sus mensajes: deshaga el cambio aquí.',
      preferences: 'Cambiar sus preferencias',
      unsubscribe: 'Darse de baja',
    }),
    paused: (name, until) => ({
      subject: `${name} está en pausa`,
      preheader: 'Hasta entonces no llegará ningún número.',
      heading: 'Está haciendo una pausa',
      done: `Hasta el ${until} no llegará ningún número de ${name}. A partir de ese día vuelven a llegar por sí solos.`,
      otherwise: 'Si no ha sido usted, o si quiere seguir leyendo antes, termine la pausa aquí.',
      preferences: 'Terminar o cambiar la pausa',
      unsubscribe: 'Darse de baja',
    }),
    move: (name, until) => ({
      subject: `Confirme su nueva dirección para ${name}`,
      preheader: 'Un clic, y cada número nuevo llegará a esta dirección.',
      heading: '¿Es esta su nueva dirección?',
      asked: `Alguien que lee ${name}, probablemente usted, quiere recibirlo a partir de ahora en esta dirección.`,
      please: 'Si es usted, confírmelo aquí:',
      button: 'Recibirlo aquí',
      until: `El enlace funciona hasta el ${until}.`,
      otherwise: 'Si no es usted, no haga nada. Sin su confirmación no se envía nada a esta dirección.',
    }),
    moved: (name) => ({
      subject: `${name} llega a su nueva dirección`,
      preheader: 'Esta dirección ya no recibe números.',
      heading: 'Su dirección ha cambiado',
      done: `A partir de ahora, ${name} llega a la dirección que usted dio y confirmó, y ya no a esta.`,
      otherwise:
        'Si no ha sido usted, otra persona tiene uno de sus mensajes: haga que vuelva aquí en sus preferencias, o dese de baja.',
      preferences: 'Cambiar sus preferencias',
      unsubscribe: 'Darse de baja',
    }),
    goodbye: (name) => ({
      subject: `Ya no recibirá ${name}`,
      preheader: 'Este es nuestro último mensaje.',
      heading: 'Adiós, y gracias por leernos',
      done: `Su suscripción a ${name} ha terminado. No se enviarán más números a esta dirección; este es nuestro último mensaje.`,
      mistake:
        'Si ha sido un error, o si algún día nos echa de menos, puede volver a suscribirse cuando quiera.',
      button: 'Suscribirse de nuevo',
    }),
  },
  notices: {
    subject: (name, about) => `${name}: ${about}`,
    causes: {
      person: 'alguien lo ha puesto en pausa',
      overdue: 'su hora pasó hace más de seis horas',
      reputation: 'se han devuelto demasiados mensajes o se han quejado demasiados lectores',
      account: 'Amazon SES rechaza esta cuenta o su configuración',
    },
    noneReady: (day) => ({
      subject: 'no había ningún número listo para enviar',
      lines: [
        `El envío periódico del ${day} no encontró ningún número publicado, con la fecha cumplida y aún sin enviar. Nadie recibió nada.`,
        'Publique un número y envíelo con: masthead send ISSUE',
      ],
    }),
    held: (send, cause, because) => ({
      subject: `el envío ${send} está detenido`,
      lines: [
        `El envío ${send} está detenido: ${cause}.`,
        ...(because
          ? [
              `Amazon SES dice: ${because}`,
              'Arréglelo primero en Amazon SES: si lo reanuda antes, el envío volverá a detenerse.',
            ]
          : []),
        `Para verlo: masthead status ${send}`,
        `Para reanudarlo: masthead resume ${send} (o para cancelarlo: masthead cancel ${send})`,
      ],
    }),
    usedUp: (send, day) => ({
      subject: `el envío ${send} ha agotado la cuota diaria`,
      lines: [
        `El ${day} se agotó la cuota diaria de esta cuenta y Amazon SES dejó de aceptar mensajes del envío ${send}. Si este mensaje le llega, es que ya los acepta de nuevo: el envío sigue por sí solo y no queda nadie fuera. No hay que hacer nada.`,
        `Para verlo: masthead status ${send}`,
        'Para pedir a AWS una cuota mayor: https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-request-increase.html',
      ],
    }),
    leftOver: (send, failed, uncertain) => ({
      subject: `el envío ${send} deja lectores en sus manos`,
      lines: [
        `El envío ${send} ha terminado. Fallidos: ${failed}. Lectores de los que no se sabe si SES aceptó su mensaje: ${uncertain}.`,
        `Para ver quiénes son: masthead recipients ${send}`,
        `Para volver a enviar a los fallidos: masthead retry ${send}`,
        `Para decidir sobre los dudosos: masthead resolve ${send} --resend (alguien puede recibirlo dos veces) o --write-off (alguien puede no recibirlo nunca)`,
      ],
    }),
  },
  digest: {
    subject: (name, number, line) =>
      number === undefined ? `${name}: ${line}` : `${name}, n.º ${number}: ${line}`,
    advertising: (subject) => `Publicidad: ${subject}`,
    inside: 'En este número',
    welcome: (name) =>
      `Le damos la bienvenida a ${name}. Este número salió antes de su suscripción; se lo enviamos para empezar.`,
    test: 'Es una prueba: este número aún no se ha enviado.',
    testSubject: (subject) => `[Prueba] ${subject}`,
    browser: 'Ver en el navegador',
    read: 'Seguir leyendo',
    more: (count) =>
      plural(count, {
        one: `y ${count} artículo más en la web`,
        other: `y ${count} artículos más en la web`,
      }),
    why: (name) => `Recibe este mensaje porque se suscribió a ${name} y confirmó su dirección.`,
    preferences: 'Preferencias',
    unsubscribe: 'Darse de baja',
  },
  site: {
    inThisIssue: 'En este número',
    navigation: 'Principal',
    more: 'Más',
    write: 'Escríbanos',
    issue: (number) => `N.º ${number}`,
    minutes: (minutes) => `${minutes} min de lectura`,
    page: (page) => `Página ${page}`,
    between: ' · ',
    references: 'Referencias',
    notes: 'Notas',
    backToText: (mark) => `Volver a la llamada ${mark} en el texto`,
    sources: 'Fuentes y enlaces',
    table: 'Tabla',
    code: 'Código',
    formula: 'Fórmula',
    qr: 'Código QR de la dirección corta de esta página',
    shortAddress: 'Dirección corta',
    leadsOn: 'Ir a la página',
    by: (author) => `Por ${author}`,
    contents: 'Sumario',
    previous: 'Anterior',
    next: 'Siguiente',
    otherIssues: 'Otros números',
    previousIssue: 'Número anterior',
    nextIssue: 'Número siguiente',
    archive: 'Todos los números',
    earlier: 'Números anteriores',
    latest: 'El último número',
    readIssue: 'Leer este número',
    signUp: (name) => `Reciba ${name} por correo`,
    signUpText:
      'Una carta por número: las novedades, con un enlace a cada artículo. Puede darse de baja cuando quiera.',
    subscribe: 'Suscribirse',
    skip: 'Ir al texto',
    feed: 'Canal RSS',
    follow: 'Seguir esta sección:',
    sections: 'Secciones',
    years: 'Años',
    sectionText: (section, name) => `${section}: todos los artículos de esta sección en ${name}.`,
    nothingYet: 'Aquí todavía no hay nada.',
    olderInArchive: 'Los artículos más antiguos están en sus números',
    search: {
      title: 'Búsqueda',
      label: 'Buscar en todos los artículos',
      submit: 'Buscar',
      needsScript:
        'La búsqueda se hace en su navegador y necesita JavaScript. Sin él, estas páginas llevan a todos los artículos:',
      hint: 'Escriba una palabra: se busca en los títulos, resúmenes, autores y secciones de todos los números, y en los textos de los más recientes.',
      loading: 'Buscando…',
      one: '1 artículo encontrado',
      many: '{count} artículos encontrados',
      firstOf: '{count} artículos encontrados; se muestran los {shown} mejores',
      near: 'Ningún artículo contiene todas estas palabras. Los que contienen algunas:',
      none: 'No se ha encontrado nada. Pruebe con otra palabra o con menos.',
      failed: 'No se ha podido cargar la lista de artículos. Inténtelo de nuevo o consulte el archivo.',
    },
    erratum: 'Fe de errores',
    corrected: (day, text) => `Fe de errores, ${day}: ${text}`,
    withdrawn: 'Este artículo se ha retirado',
    withdrawnOn: (title, day) => `Retiramos «${title}» el ${day}.`,
    gone: 'Esta página se ha retirado',
    goneText: 'Lo que había aquí ya no forma parte del número.',
    issueGone: 'Este número se ha retirado',
    issueGoneText: 'Ya no se puede leer aquí. Los demás números siguen disponibles.',
    toContents: 'Sumario del número',
    notFound: 'Esta página no existe',
    notFoundText: 'Puede que se haya movido o que la dirección tenga un error. Búsquela o empiece por aquí:',
  },
}
export default words
