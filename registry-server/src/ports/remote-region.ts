import type { Applications } from '@vernal/protocol/eureka';

/** What came of asking a region. */
export type RegionFetch =
  | { readonly kind: 'ok'; readonly applications: Applications }
  /** The region serves no delta now. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'unavailable'; readonly problem: string };

/** The registry of another region. Nothing here rejects. */
export interface RemoteRegion {
  fetchAll(): Promise<RegionFetch>;
  fetchDelta(): Promise<RegionFetch>;
  /** Aborts what is under way. Safe twice. */
  close(): void;
}
