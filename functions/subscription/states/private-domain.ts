import { createHmac } from 'node:crypto'
import { inboxOf } from './canonical-inbox.ts'

/**
 * Mailbox providers where anybody can get an address, so mails to the domain go to many people. Chosen by hand: the
 * largest of many countries. A provider missing here is merely limited like a private domain.
 */
const providers = new Set(
  `gmail.com googlemail.com outlook.com outlook.fr outlook.de outlook.es outlook.it outlook.jp hotmail.com hotmail.co.uk
  hotmail.fr hotmail.de hotmail.es hotmail.it hotmail.be hotmail.nl live.com live.co.uk live.fr live.de live.nl live.it
  live.be live.cn msn.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.es yahoo.it yahoo.ca yahoo.in yahoo.co.in
  yahoo.co.jp yahoo.com.br yahoo.com.mx yahoo.com.ar yahoo.com.au yahoo.com.tw yahoo.com.hk ymail.com rocketmail.com
  aol.com icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me fastmail.com fastmail.fm zoho.com
  tuta.com tutanota.com mail.com email.com hey.com yandex.ru yandex.com yandex.by yandex.kz yandex.ua ya.ru mail.ru
  inbox.ru list.ru bk.ru internet.ru rambler.ru ukr.net i.ua qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com
  yeah.net 188.com 139.com 189.cn wo.cn sina.com sina.cn vip.sina.com sohu.com tom.com 21cn.com aliyun.com naver.com
  daum.net hanmail.net nate.com kakao.com docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp nifty.com
  pchome.com.tw hinet.net gmx.de gmx.net gmx.com gmx.at gmx.ch web.de t-online.de freenet.de arcor.de posteo.de
  mailbox.org bluewin.ch orange.fr wanadoo.fr free.fr sfr.fr neuf.fr laposte.net bbox.fr libero.it virgilio.it alice.it
  tin.it tiscali.it telefonica.net terra.es sapo.pt seznam.cz email.cz centrum.cz wp.pl o2.pl interia.pl onet.pl op.pl
  gazeta.pl azet.sk abv.bg freemail.hu citromail.hu telenet.be skynet.be ziggo.nl kpnmail.nl planet.nl home.nl xs4all.nl
  telia.com comhem.se online.no luukku.com btinternet.com sky.com virginmedia.com ntlworld.com talktalk.net comcast.net
  verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com optonline.net rogers.com
  bell.net shaw.ca sympatico.ca bigpond.com optusnet.com.au xtra.co.nz uol.com.br bol.com.br terra.com.br globo.com
  rediffmail.com walla.co.il walla.com mynet.com`.split(/\s+/),
)

/** Whether anybody can get an address at a domain. */
export const isAnybodys = (domain: string): boolean => providers.has(domain)

/**
 * The address's domain if its owner alone hands out addresses there: a company, a school, or one person whose inbox
 * catches everything before the @.
 * @param address already normalised
 * @returns undefined for a mailbox provider's domain
 */
export const privateDomainOf = (address: string): string | undefined => {
  const inbox = inboxOf(address)
  const domain = inbox.slice(inbox.lastIndexOf('@') + 1)
  return isAnybodys(domain) ? undefined : domain
}

/** A keyed hash of a domain that only we can compute, so that nothing of the address is stored. */
export const domainName = (domain: string, secret: string): string =>
  createHmac('sha256', secret).update(`domain~${domain}`).digest('hex').slice(0, 32)
