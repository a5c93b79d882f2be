/** Lanes as scenarios name them; open-lane.ts says which of them are built. */
export const LANE_NAMES = ['virtual', 'live', 'containers'] as const

export type LaneName = (typeof LANE_NAMES)[number]
