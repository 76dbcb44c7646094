/** Why a reader gets no more mail, in order of weight: nothing lifts a weightier cause. */
export const causes = ['bounce', 'admin', 'complaint'] as const
export type SuppressionCause = (typeof causes)[number]
