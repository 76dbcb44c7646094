/**
 * Why a reader gets no more mail, in order of weight: nothing lifts a weightier cause. `soft-bounces`: mail came back
 * for now, again and again (soft-bounces.ts); `bounce`: for good.
 */
export const causes = ['soft-bounces', 'bounce', 'admin', 'complaint'] as const
export type SuppressionCause = (typeof causes)[number]
