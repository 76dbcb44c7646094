import { plainOf } from './plain-markdown.ts'

const words = 'by|von|par|por|di|door|av|af|от|автор|автори|автора'
const latinAuthor = new RegExp(
  `^(?:written |posted |verfasst |escrito |écrit |scritto )?(?:${words})\\s*[:：]?\\s+([\\p{Lu}@][^.!?]{1,80})$`,
  'iu',
)
const otherAuthor =
  /^(?:作者|文|撰文|撰稿|编者|著者|執筆(?:者)?|筆者|글쓴이|글|بقلم|الكاتب|نویسنده|מאת|author|autor|auteur|autore|автор)\s*[:：/／|]\s*(.{1,80})$/iu

/** The name in a byline such as “By Jane Doe”; undefined for a sentence that begins the same way. */
export const authorIn = (line: string): string | undefined => {
  if (line.length > 300) return undefined
  const plain = plainOf(line).replace(/^[(（—–-]\s*|\s*[)）]$/g, '')
  const [, name] = otherAuthor.exec(plain) ?? latinAuthor.exec(plain) ?? []
  const isName = name !== undefined && name.split(/\s+/).length <= 12 && /^[\p{Lu}\p{Lo}@]/u.test(name)
  return isName ? name.trim() : undefined
}
