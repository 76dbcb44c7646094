import type { Localized } from './language.ts'

/**
 * The zones that the forms offer: one for each usual offset and rule of daylight saving, by the IANA name of its
 * largest place. The cities are for zones whose own name does not say where they are.
 */
export const offeredZones: Record<string, Localized> = {
  'Pacific/Honolulu': {},
  'America/Anchorage': {},
  'America/Los_Angeles': { 'zh-CN': '洛杉矶、温哥华', en: 'Los Angeles, Vancouver' },
  'America/Phoenix': { 'zh-CN': '凤凰城', en: 'Phoenix' },
  'America/Denver': { 'zh-CN': '丹佛', en: 'Denver' },
  'America/Chicago': { 'zh-CN': '芝加哥', en: 'Chicago' },
  'America/Mexico_City': { 'zh-CN': '墨西哥城', en: 'Mexico City' },
  'America/Bogota': { 'zh-CN': '波哥大、利马', en: 'Bogotá, Lima' },
  'America/New_York': { 'zh-CN': '纽约、多伦多', en: 'New York, Toronto' },
  'America/Puerto_Rico': { 'zh-CN': '圣胡安', en: 'San Juan' },
  'America/Halifax': { 'zh-CN': '哈利法克斯', en: 'Halifax' },
  'America/Santiago': {},
  'America/St_Johns': {},
  'America/Sao_Paulo': { 'zh-CN': '圣保罗、布宜诺斯艾利斯', en: 'São Paulo, Buenos Aires' },
  'Africa/Abidjan': { 'zh-CN': '阿克拉、雷克雅未克', en: 'Accra, Reykjavík' },
  'Europe/London': { 'zh-CN': '伦敦、里斯本', en: 'London, Lisbon' },
  'Africa/Lagos': { 'zh-CN': '拉各斯', en: 'Lagos' },
  'Europe/Berlin': { 'zh-CN': '柏林、巴黎', en: 'Berlin, Paris' },
  'Europe/Athens': { 'zh-CN': '雅典、赫尔辛基', en: 'Athens, Helsinki' },
  'Africa/Cairo': { 'zh-CN': '开罗', en: 'Cairo' },
  'Africa/Johannesburg': {},
  'Asia/Jerusalem': {},
  'Europe/Istanbul': {},
  'Europe/Moscow': {},
  'Asia/Riyadh': { 'zh-CN': '利雅得、内罗毕', en: 'Riyadh, Nairobi' },
  'Asia/Tehran': {},
  'Asia/Dubai': { 'zh-CN': '迪拜', en: 'Dubai' },
  'Asia/Kabul': {},
  'Asia/Karachi': { 'zh-CN': '卡拉奇、塔什干', en: 'Karachi, Tashkent' },
  'Asia/Kolkata': {},
  'Asia/Kathmandu': {},
  'Asia/Dhaka': {},
  'Asia/Yangon': {},
  'Asia/Bangkok': { 'zh-CN': '曼谷、雅加达', en: 'Bangkok, Jakarta' },
  'Asia/Shanghai': { 'zh-CN': '北京、香港', en: 'Beijing, Hong Kong' },
  'Asia/Taipei': {},
  'Asia/Singapore': { 'zh-CN': '新加坡、马尼拉', en: 'Singapore, Manila' },
  'Australia/Perth': { 'zh-CN': '珀斯', en: 'Perth' },
  'Asia/Tokyo': {},
  'Asia/Seoul': {},
  'Australia/Darwin': { 'zh-CN': '达尔文', en: 'Darwin' },
  'Australia/Adelaide': { 'zh-CN': '阿德莱德', en: 'Adelaide' },
  'Australia/Brisbane': { 'zh-CN': '布里斯班', en: 'Brisbane' },
  'Australia/Sydney': { 'zh-CN': '悉尼、墨尔本', en: 'Sydney, Melbourne' },
  'Pacific/Noumea': {},
  'Pacific/Auckland': {},
}

const byLowerCase = new Map(Object.keys(offeredZones).map((zone) => [zone.toLowerCase(), zone]))

/** Whether Node knows a time zone of this name. */
export const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/**
 * Reads an IANA name, in whatever case.
 * @returns the name as it is spelt, whether the forms offer it or not; undefined when there is no such zone
 */
export const readTimeZone = (name: string): string | undefined => {
  // Intl takes offsets such as +08:00 as well, which know no daylight saving and no IANA.
  if (!/^[a-z]/i.test(name) || !isTimeZone(name)) return undefined
  const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  const spelt = known.toLowerCase() === name.toLowerCase() ? known : name
  return byLowerCase.get(name.toLowerCase()) ?? spelt
}
