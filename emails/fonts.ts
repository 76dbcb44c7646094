import { scriptOf } from './direction.ts'

export type Fonts = { text: string; title: string }

const system = "-apple-system, BlinkMacSystemFont, 'Segoe UI'"
const latin: Fonts = {
  text: `${system}, Roboto, 'Helvetica Neue', Arial, sans-serif`,
  title: "Charter, 'Bitstream Charter', 'Iowan Old Style', Cambria, Georgia, serif",
}
const arabic = `${system}, 'SF Arabic', 'Geeza Pro', Tahoma, 'Noto Sans Arabic', sans-serif`

/**
 * By script (ISO 15924). Chinese, Japanese and Korean write the same character differently, so each names its own
 * fonts. Titles use a serif typeface where the system has a good one: on Windows, the Chinese and Korean ones look
 * bitmapped. Arabic titles use the text's, because Latin serif fonts have poor Arabic letters or none.
 */
const byScript: Record<string, Fonts> = {
  Hans: {
    text: `${system}, 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif`,
    title:
      "'Source Han Serif SC', 'Noto Serif CJK SC', 'Noto Serif SC', 'Songti SC', 'STSong', 'Microsoft YaHei', serif",
  },
  Hant: {
    text: `${system}, 'PingFang TC', 'Microsoft JhengHei', 'Noto Sans CJK TC', 'Noto Sans TC', sans-serif`,
    title:
      "'Source Han Serif TC', 'Noto Serif CJK TC', 'Noto Serif TC', 'Songti TC', 'Microsoft JhengHei', serif",
  },
  Jpan: {
    text: `${system}, 'Hiragino Sans', 'Yu Gothic', Meiryo, 'Noto Sans CJK JP', 'Noto Sans JP', sans-serif`,
    title: "'Hiragino Mincho ProN', 'Yu Mincho', 'Noto Serif CJK JP', 'Noto Serif JP', serif",
  },
  Kore: {
    text: `${system}, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans CJK KR', 'Noto Sans KR', sans-serif`,
    title:
      "'Noto Serif CJK KR', 'Noto Serif KR', 'Nanum Myeongjo', 'Apple SD Gothic Neo', 'Malgun Gothic', serif",
  },
  Arab: { text: arabic, title: arabic },
}

/** Font stacks by language. No web fonts: many clients block them, and a Chinese one weighs megabytes. */
export const fontsOf = (language: string): Fonts => byScript[scriptOf(language)] ?? latin

/**
 * How a title's lines are evened out: balancing would break Chinese and Japanese titles inside their words.
 * @returns a value of `text-wrap`
 */
export const titleWrapOf = (language: string): 'pretty' | 'balance' =>
  /^(Han[st]|Jpan)$/.test(scriptOf(language)) ? 'pretty' : 'balance'

/** Space between lines of text: more for full-width and Arabic letters than for Latin ones. */
export const isTall = (language: string): boolean => byScript[scriptOf(language)] !== undefined
