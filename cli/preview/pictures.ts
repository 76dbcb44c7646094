import type { Scheme } from '#local-cloud/inbox/message/scheme'
import { issuePath } from '../../functions/edition/model/paths.ts'
import type { Rendered } from '../editions/editions.ts'

/**
 * A screenshot to take: the path of a page in the preview, its width in pixels, the colour scheme and the file name.
 */
export type Picture = { path: string; width: number; scheme: Scheme; file: string }

const schemes: readonly Scheme[] = ['light', 'dark']
/** Widths in pixels of a common phone, of a mail client's reading pane and of a desktop browser. */
const widths = { digest: { phone: 375, desktop: 680 }, page: { phone: 375, desktop: 1280 } } as const

/** The screenshots for judging an issue without running the service: digest and issue page of each edition. */
export const picturesOf = ({ id, editions }: Pick<Rendered, 'id' | 'editions'>): Picture[] =>
  editions.flatMap(({ language }) =>
    (['digest', 'page'] as const).flatMap((what) =>
      schemes.flatMap((scheme) =>
        Object.entries(widths[what]).map(([device, width]) => ({
          path: what === 'digest' ? `/digest/${language}/${scheme}` : `/site${issuePath(language, id)}`,
          width,
          scheme,
          file: `${id}/${language}-${what}-${device}-${scheme}.png`,
        })),
      ),
    ),
  )
