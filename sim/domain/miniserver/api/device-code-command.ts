import { DEVICE_CODE_TIMES, DEVICE_CODE_TYPES, type DeviceCode } from '../../program/device-authorisation.ts'
import type { Uuid } from '../../program/names.ts'

/** What is said of a device code but its digits, which are `undefined` where they stay as they are. */
export type DeviceCodeFields = Omit<DeviceCode, 'kind' | 'uuid' | 'reader' | 'isActive' | 'digest' | 'isUsedUp'> & {
  readonly digits: string | undefined
}

export type DeviceCodeCommand =
  | { readonly type: 'list' }
  | { readonly type: 'create'; readonly fields: DeviceCodeFields }
  | { readonly type: 'update'; readonly uuid: Uuid; readonly isActive: boolean; readonly fields: DeviceCodeFields }
  | { readonly type: 'activate' | 'deactivate' | 'delete'; readonly uuid: Uuid }

/** A keypad's command about its codes (docs/miniserver-protocol.md §2.4); undefined for any other, and for one that cannot be read. */
export function readDeviceCodeCommand(action: string): DeviceCodeCommand | undefined {
  const [head, verb = '', ...parts] = action.split('/')
  if (head === 'codes' && verb === '' && parts.length === 0) return { type: 'list' }
  return head === 'code' ? VERBS[verb]?.(parts) : undefined
}

type ReadVerb = (parts: readonly string[]) => DeviceCodeCommand | undefined

const VERBS: Readonly<Record<string, ReadVerb | undefined>> = {
  create: (parts) => withFields(parts, (fields) => ({ type: 'create', fields })),
  update: ([uuid = '', active = '', ...parts]) => {
    const isActive = ACTIVE[active.toLowerCase()]
    if (isActive === undefined) return undefined
    return withFields(parts, (fields) => ({ type: 'update', uuid: uuid.toLowerCase(), isActive, fields }))
  },
  activate: ([uuid = '']) => ({ type: 'activate', uuid: uuid.toLowerCase() }),
  deactivate: ([uuid = '']) => ({ type: 'deactivate', uuid: uuid.toLowerCase() }),
  delete: ([uuid = '']) => ({ type: 'delete', uuid: uuid.toLowerCase() }),
}

/** One client sends numbers, the documents words. */
const ACTIVE: Readonly<Record<string, boolean | undefined>> = { '1': true, true: true, '0': false, false: false }

/** Name, digits (`-1` for those there are), type, bit mask of outputs, standard output, and the instants of the type. */
function withFields(
  [name = '', digits = '', type = '', outputs = '', standardOutput = '', ...times]: readonly string[],
  commandOf: (fields: DeviceCodeFields) => DeviceCodeCommand,
): DeviceCodeCommand | undefined {
  const kind = DEVICE_CODE_TYPES.find((_, index) => String(index) === type)
  const window = kind === undefined ? undefined : windowOf(kind, times)
  const isWhole = isNumber(outputs, 0, 63) && isNumber(standardOutput, 1, 6) && DIGITS.test(digits) && name !== ''
  if (kind === undefined || window === undefined || !isWhole) return undefined
  const known = digits === UNCHANGED ? undefined : digits
  return commandOf({
    ...{ name, type: kind, outputs: Number(outputs), standardOutput: Number(standardOutput), digits: known },
    ...window,
  })
}

const UNCHANGED = '-1'
/** Two to eight digits, or none. */
const DIGITS = /^(?:\d{2,8}|-1|)$/

/** The instants a type has, in unix seconds and in their order; undefined where there are others, or they are out of order. */
function windowOf(type: DeviceCode['type'], times: readonly string[]): Pick<DeviceCode, 'fromMs' | 'toMs'> | undefined {
  const wanted = DEVICE_CODE_TIMES[type]
  if (times.length !== wanted.length || !times.every((time) => isNumber(time, 0, Number.MAX_SAFE_INTEGER / 1000))) {
    return undefined
  }
  const window: { fromMs?: number; toMs?: number } = {}
  for (const [index, name] of wanted.entries()) window[name] = Number(times[index]) * 1000
  const { fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY } = window
  return fromMs < toMs ? window : undefined
}

function isNumber(text: string, min: number, max: number): boolean {
  return /^\d{1,16}$/.test(text) && Number(text) >= min && Number(text) <= max
}
