/**
 * Why an expired instance is still listed although it was asked:
 * - `answered`: it answered, so it lives; it is asked again when its extended lease ends
 * - `silent`: it answered before and does not now, but so many miss renewals that the network may be to blame
 * - `unproven`: it never answered, so that its silence proves nothing, and the arithmetic protects it
 * - `capped`: it would go, but enough of its application went this minute
 */
export const KEPT_BECAUSE = ['answered', 'silent', 'unproven', 'capped'] as const;
export type KeptBecause = (typeof KEPT_BECAUSE)[number];

/** How many expired instances are kept, by reason. */
export type VerificationCounts = Readonly<Record<KeptBecause, number>>;
