import type { LogicBlock } from '../../../sim/domain/logic/block.ts'
import { type Described, fieldsOf } from './described.ts'

export function describeLogic({ uuid: _, ...block }: LogicBlock): Described {
  const fields = Object.entries(block).map(([key, value]) => {
    return [FIELD_NAMES[key] ?? key, typeof value === 'object' ? JSON.stringify(value) : String(value)] as const
  })
  return { kind: 'logic', name: block.name, fields: fieldsOf(Object.fromEntries(fields)) }
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  onMs: 'duration (ms)',
  warningMs: 'warning (ms)',
  warningOffMs: 'pause (ms)',
}
