/** A presentation older than this when it arrives is recorded and opens nothing (P-82). */
export const PRESENTATION_AGE_MAX_MS = 5_000
