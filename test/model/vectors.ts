import { CALENDAR_VECTORS } from './vectors/calendar.ts'
import { COMBINATION_VECTORS } from './vectors/combination.ts'
import { GOLDEN_VECTORS, RULE_VECTORS } from './vectors/permissions.ts'
import { SCHEDULE_VECTORS } from './vectors/schedules.ts'
import { STATUS_VECTORS } from './vectors/status.ts'
import type { Vector } from './vectors/vector.ts'

export type { Vector } from './vectors/vector.ts'

/** What the pages settle about who may enter, in the model's own format. */
export const VECTORS: readonly Vector[] = [
  ...SCHEDULE_VECTORS,
  ...STATUS_VECTORS,
  ...COMBINATION_VECTORS,
  ...CALENDAR_VECTORS,
  ...GOLDEN_VECTORS,
  ...RULE_VECTORS,
]
