import * as z from 'zod'

/** How long is kept what `publication.yaml` does not say. */
export const defaultKeepDays = { keepUnsubscribedDays: 90, keepAuditDays: 730 }

/** How long it is kept who got a send, who left, and who did what: keys of `publication.yaml`. */
export const keepDays = {
  keepRecipientsDays: z
    .number()
    .int()
    .min(30, 'is less than 30: until then somebody may still have to look who got a send')
    .optional()
    .meta({
      description:
        'How many days after a send began it is known to whom it went; then only how many. Left out, for ever.',
      example: 730,
    }),
  keepUnsubscribedDays: z
    .number()
    .int()
    .min(30, 'is less than 30: until then somebody may still ask who left, or come back')
    .default(defaultKeepDays.keepUnsubscribedDays)
    .meta({
      description:
        'How many days it is kept who somebody was that has left: their address, choices, answers and consent. Then only what keeps them out stays.',
      example: 365,
    }),
  keepAuditDays: z
    .number()
    .int()
    .min(30, 'is less than 30: until then somebody may still have to look who did what')
    .default(defaultKeepDays.keepAuditDays)
    .meta({
      description:
        'How many days the audit log keeps what an admin or a program did, counted from when it was done.',
      example: 365,
    }),
}
