import { createHash } from 'node:crypto'

/**
 * An import's id: `Old list (2).csv` on 6 May 2031 is `old-list-2-20310506-1f3a`.
 * @param formKey of the form: pressed twice, it is the same import
 * @param now Unix ms
 */
export const nameOfImport = (file: string, formKey: string, now: number): string => {
  const plain =
    file
      .replace(/\.[^.]*$/, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 40)
      .replace(/^-|-$/g, '') || 'readers'
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '')
  const end = createHash('sha256').update(`${formKey} ${file}`).digest('hex').slice(0, 4)
  return `${plain}-${day}-${end}`
}

/** What is no list of readers, by the end of its name, and what to do instead; undefined for what may be one. */
export const otherKind = (file: string): 'sheet' | 'archive' | 'document' | undefined => {
  const [, end = ''] = /\.([a-z0-9]+)$/i.exec(file) ?? []
  if (/^(xlsx?|xlsm|ods|numbers)$/i.test(end)) return 'sheet'
  if (/^(zip|gz|tgz|rar|7z|tar)$/i.test(end)) return 'archive'
  return /^(pdf|docx?|pages|rtf|html?|png|jpe?g|md|eml|vcf)$/i.test(end) ? 'document' : undefined
}
