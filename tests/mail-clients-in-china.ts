/**
 * What mail programs in China are said to lack. Nobody publishes tests of them as Can I Email does of others, and their makers
 * document nothing of HTML: each row is somebody's observation, by its address and year, and may be out of date. Of Tencent
 * Exmail none was found; it is the webmail of QQ Mail under another name, and taken to be like that.
 */
export type Lacking = {
  client: string
  /** What it is said not to do. */
  what: string
  /** What in a mail asks for it. */
  uses: RegExp
  source: string
  /** What a reader has then, where our mails use it all the same. */
  instead?: string
}

const notes = 'https://geekdaxue.co/read/alpa@notes/sr61d5 (2019)'
const rules = 'https://segmentfault.com/a/1190000008864116 (2017)'
const tencent = 'https://www.nameidi.com/n/9386dy5w.html (2019, by an engineer of Tencent)'

const everywhere = 'QQ Mail, NetEase Mail and others on the web'

export const lackingInChina: Lacking[] = [
  {
    client: everywhere,
    what: 'float, which is filtered',
    uses: /[;"\s{]float\s*:/i,
    source: rules,
  },
  {
    client: everywhere,
    what: 'position, which is filtered',
    uses: /[;"\s{]position\s*:/i,
    source: rules,
  },
  {
    client: everywhere,
    what: 'a margin that centres',
    uses: /margin:\s*0(?:px)?\s+auto/i,
    source: rules,
    instead: 'the table within is as wide as the mail, or the mail stands at the left',
  },
  {
    client: everywhere,
    what: 'cells over several columns or rows',
    uses: /\b(?:colspan|rowspan)=/i,
    source: rules,
  },
  {
    client: everywhere,
    what: 'scripts',
    uses: /<script|\son[a-z]+=/i,
    source: tencent,
  },
  {
    client: 'QQ Mail and others on phones',
    what: 'most media queries',
    uses: /@media/i,
    source: tencent,
    instead: 'the layout is fluid without them; dark colours are the client’s own',
  },
  {
    client: 'NetEase Mail Master on phones',
    what: 'a layout of anything but tables',
    uses: /display:\s*(?:flex|grid|inline-flex)/i,
    source: notes,
  },
  {
    client: 'NetEase Mail Master on phones',
    what: 'text that is cut where it is too long for its box: its letters are made smaller',
    uses: /text-overflow\s*:/i,
    source: notes,
  },
]
