/**
 * What a column may hold, beside the publication's own fields (`field-<id>`). `emailOn`, `emailOff` and `confirmed` are
 * yes or no; `since` is when a reader left or was suppressed, `cause` why they were.
 */
export const columnFields = [
  ...['address', 'language', 'topics', 'timeZone', 'status', 'cause', 'since', 'subscribedAt'],
  ...['confirmedAt', 'confirmed', 'unsubscribedAt', 'bouncedAt', 'complainedAt', 'pausedUntil'],
  ...['emailOn', 'emailOff'],
] as const
export type OwnField = (typeof columnFields)[number]

/** The cells of each field, by number from 0. */
export type Columns = Record<string, number[]>

/** What somebody said of columns: the field of each by its name, or by its number from 1; `-` = none. */
export type Mapping = Record<string, string>

/** Of these each column counts, and what says most against mail counts most; of others one does. */
export const severalColumns: readonly string[] = [
  ...['status', 'cause', 'since', 'confirmed', 'unsubscribedAt', 'bouncedAt', 'complainedAt'],
  ...['pausedUntil', 'emailOn', 'emailOff'],
]

/** A column's name without case, spaces and punctuation, in which services differ. */
export const plainName = (name: string): string =>
  name.toLowerCase().replace(/[\s_.:\-–"'’?？!！*#/()（）]+/g, '')

const words = (text: string): string[] => text.trim().split(/\s+/)

/**
 * How services and spreadsheets call a column, as {@link plainName} writes it, the likeliest first. From the exports of
 * Mailchimp, listmonk, Ghost, Substack, Buttondown, Kit, beehiiv, HubSpot, Shopify and Salesforce as of 2026, and this
 * service's own.
 */
export const columnNames: Readonly<Record<string, readonly string[]>> = {
  address:
    words(`emailaddress email subscriberemail useremail mail emailadresse adresseemail correoelectronico
    correoelectrónico courriel メールアドレス 이메일 电子邮件 电子邮箱 邮箱 邮箱地址 電子郵件 البريدالإلكتروني ایمیل address`),
  language: words('language lang locale preferredlanguage sprache langue idioma 语言 語言'),
  topics: words('topics topic sections'),
  timeZone: words('timezone tz 时区'),
  status:
    words(`status state subscriptionstatus subscribertype emailstatus subscriberstatus memberstatus contactstatus
    mailstatus newsletterstatus mailingstatus optinstatus subscription abostatus statut estado 状态 订阅状态 邮箱状态 狀態 訂閱狀態
    ステータス 購読状況 購読ステータス 상태 구독상태 الحالة حالةالاشتراك وضعیت وضعیتاشتراک`),
  cause: ['cause'],
  since: ['since'],
  subscribedAt:
    words(`optintime consentat subscribedat signedupat subscribedate subscribeddate subscribedon subscriptiondate
    startdate createdat creationdate created dateadded joined`),
  confirmedAt: words('confirmtime confirmedat confirmationtime'),
  confirmed: words('confirmed isconfirmed emailconfirmed verified isverified emailverified doubleoptin'),
  unsubscribedAt:
    words(`unsubtime unsubscribedat unsubscriptiondate unsubscribedate unsubscribeddate unsubscribedon
    unsubscribetime unsubscribedtime unsubscriptiontime unsubscribeat dateunsubscribed deletedat optoutat optoutdate
    optouttime optouton optedoutat optedouton optedoutdate left leftat lefton dateleft 退订时间 退订日期 退訂時間 abgemeldetam
    abmeldedatum 配信停止日 解除日`),
  bouncedAt:
    words(`cleantime undeliverabilitydate undeliverabilityreason bouncedat bouncedate bounced isbounced bounce
    bounces bouncetype bouncereason hardbounce hardbounced hardbounces emailbounced undeliverable cleaned 退信 반송 バウンス`),
  complainedAt:
    words(`complained complainedat complaint complaints complaintdate spam isspam spamcomplaint spamcomplaints
    spamreport spamreports markedasspam abuse abusecomplaint 投诉 投訴 苦情`),
  pausedUntil: words('pauseduntil pauseuntil paused'),
  emailOn:
    words(`subscribedtoemails subscribed issubscribed active isactive acceptsmarketing acceptsemailmarketing
    emailsubscribed receivesemail abonniert abonné abonne suscrito 订阅 已订阅 訂閱 已訂閱 購読中 구독`),
  emailOff:
    words(`emaildisabled optedout unsubscribed unsubscribe isunsubscribed hasunsubscribed optout isoptedout
    hasoptedout optedoutofemail hasoptedoutofemail emailoptout unsubscribedfromallemail unsubscribedfromemail
    globalunsubscribe donotemail donotmail donotcontact suppressed issuppressed blocked blocklisted blacklisted inactive
    deleted isdeleted removed unsubreason unsubreasonother unsubcampaigntitle unsubcampaignid unsubscribereason
    unsubscriptionreason abgemeldet abmeldung désinscrit desinscrit désabonné desabonne baja dadodebaja 退订 已退订 退訂 已退訂
    取消订阅 取消訂閱 配信停止 수신거부 구독취소 إلغاءالاشتراك لغواشتراک`),
} satisfies Record<OwnField, readonly string[]>

/** How the column of somebody's name is called, where the publication greets by a field. */
export const nameOfReader = words('firstname fname givenname name fullname 名字 姓名')

const aboutLeaving = [
  /unsub|opt(?:ed|ing|s)?.?out|bounc|complain|suppress|status|subscribed|cancel|churn|spam|abuse|donot|block|blacklist/,
  /denylist|inactive|invalid|undeliver|disabled|deleted|removed|revoke|withdr[ae]w|^(?:optin|consent|marketing|newsletter)$/,
  /abgemeld|abmeld|kündig|gesperrt|widerruf|austrag|d[ée]sinscri|d[ée]sabonn|rebond|plainte|statut|baja|rebot|queja|estado/,
  /退订|退訂|取消|状态|狀態|退信|投诉|投訴|拒收|黑名单|黑名單|注销|停用|配信|解除|退会|購読|ステータス|状態|苦情|バウンス/,
  /수신거부|구독|해지|취소|상태|반송|إلغاء|الغاء|حال|اشتراك|ارتداد|شكوى|لغو|وضعیت|اشتراک|انصراف/,
]

/** Whether a column, by its name, may say who left, in any language of our catalogues. */
export const mayTellWhoLeft = (name: string): boolean => {
  const plain = plainName(name)
  return aboutLeaving.some((pattern) => pattern.test(plain))
}
