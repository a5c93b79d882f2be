import type { LogicBlock } from '../logic/block.ts'
import type { And } from '../logic/kinds/and.ts'
import type { Equal } from '../logic/kinds/equal.ts'
import type { FlipFlop } from '../logic/kinds/flip-flop.ts'
import type { Monoflop } from '../logic/kinds/monoflop.ts'
import type { Not } from '../logic/kinds/not.ts'
import type { Or } from '../logic/kinds/or.ts'
import { type Choice, OUTPUTS_MAX, type SelectByNumber } from '../logic/kinds/select-by-number.ts'
import type { StairwellLightSwitch } from '../logic/kinds/stairwell-light-switch.ts'
import {
  CONDITIONS_MAX,
  type Condition,
  INPUTS,
  OPERATOR_NAMES,
  type Status,
  type StatusRow,
} from '../logic/kinds/status.ts'
import type { Toggle } from '../logic/kinds/toggle.ts'
import type { Xor } from '../logic/kinds/xor.ts'
import { uuid } from './entry-readers.ts'
import { asRecord, flag, integer, list, needed, oneOf, type Read, refuse, shape, text } from './reading.ts'

const base = { uuid: needed(uuid), name: needed(text) }

/** A duration in milliseconds, a year at most: a timer is not for longer. */
const milliseconds: Read<number> = (value, where) => {
  const ms = integer(value, where)
  return ms >= 0 && ms <= 31_622_400_000 ? ms : refuse(where, 'between 0 and a year')
}

const number: Read<number> = (value, where) =>
  typeof value === 'number' && Number.isFinite(value) ? value : refuse(where, 'a number')

const output: Read<number> = (value, where) => {
  const one = integer(value, where)
  return one >= 1 && one <= OUTPUTS_MAX ? one : refuse(where, `1 to ${OUTPUTS_MAX}`)
}

const compared: Read<number | string> = (value, where) =>
  typeof value === 'number' ? number(value, where) : text(value, where)

const condition = shape<Condition>({
  input: needed(oneOf(...INPUTS)),
  operator: needed(oneOf(...OPERATOR_NAMES)),
  value: needed(compared),
})

const conditions: Read<readonly Condition[]> = (value, where) => {
  const all = list(condition)(value, where)
  return all.length <= CONDITIONS_MAX ? all : refuse(where, `at most ${CONDITIONS_MAX} conditions`)
}

const row = shape<StatusRow>({ when: needed(conditions), text: needed(text), value: needed(number) })
const choice = shape<Choice>({ output: needed(output), numbers: needed(list(number)) })

const choices: Read<readonly Choice[]> = (value, where) => {
  const all = list(choice)(value, where)
  const once = new Set(all.map(({ output }) => output))
  return once.size === all.length ? all : refuse(where, 'a list with each output once')
}

const READERS: { readonly [Kind in LogicBlock['kind']]: Read<Extract<LogicBlock, { kind: Kind }>> } = {
  and: shape<And>({ ...base, kind: needed(oneOf('and')) }),
  or: shape<Or>({ ...base, kind: needed(oneOf('or')) }),
  not: shape<Not>({ ...base, kind: needed(oneOf('not')) }),
  xor: shape<Xor>({ ...base, kind: needed(oneOf('xor')) }),
  equal: shape<Equal>({ ...base, kind: needed(oneOf('equal')), value: needed(number) }),
  'select-by-number': shape<SelectByNumber>({
    ...base,
    kind: needed(oneOf('select-by-number')),
    choices: needed(choices),
  }),
  monoflop: shape<Monoflop>({ ...base, kind: needed(oneOf('monoflop')), onMs: needed(milliseconds) }),
  'flip-flop': shape<FlipFlop>({ ...base, kind: needed(oneOf('flip-flop')), remanence: needed(flag) }),
  toggle: shape<Toggle>({ ...base, kind: needed(oneOf('toggle')), remanence: needed(flag) }),
  'stairwell-light-switch': shape<StairwellLightSwitch>({
    ...base,
    kind: needed(oneOf('stairwell-light-switch')),
    onMs: needed(milliseconds),
    warningMs: needed(milliseconds),
    warningOffMs: needed(milliseconds),
    remanence: needed(flag),
  }),
  status: shape<Status>({ ...base, kind: needed(oneOf('status')), rows: needed(list(row)) }),
}

const kind = oneOf(...(Object.keys(READERS) as LogicBlock['kind'][]))

/** A block of logic of any kind; the kind says which fields it has. */
export const logicBlock: Read<LogicBlock> = (value, where) =>
  READERS[kind(asRecord(value, where).kind, `${where}.kind`)](value, where)
