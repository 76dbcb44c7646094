import { lettersOf, saysNothing } from '../functions/issue/says-nothing.ts'
import { catalogues } from '../functions/publication/words/catalogues.ts'

/** Words that stand on a thousand links alike, so that none of them says which; ours to read on, too. */
const generic = new Set(
  [
    ...[
      'click here',
      'here',
      'read more',
      'learn more',
      'more',
      'link',
      'this',
      'click',
      'continue',
      'details',
    ],
    ...['点击这里', '更多', '了解更多', '點擊這裡', 'こちら', '여기', 'cliquez ici', 'en savoir plus'],
    ...['haga clic aquí', 'más', 'hier', 'mehr', 'اینجا', 'هنا'],
    ...Object.values(catalogues).map(({ digest }) => digest.read),
  ].map(lettersOf),
)

/** Whether a link's text says nothing of where it leads: words of every link, or a file's name. */
export const leadsAnywhere = (text: string): boolean => generic.has(lettersOf(text)) || saysNothing(text)
