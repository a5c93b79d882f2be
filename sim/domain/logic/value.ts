/** What goes over a wire: on or off, a number, a text. */
export type LogicValue = boolean | number | string

export type ValueType = 'digital' | 'analog' | 'text'

/** `any` takes all three, as the inputs of a Status block do [K18]. */
export type InputType = ValueType | 'any'

/** What an output is before its block says otherwise. */
export const INITIAL: { readonly digital: false; readonly analog: 0; readonly text: '' } = {
  digital: false,
  analog: 0,
  text: '',
}

/** Whether an output of one type may be wired to an input of another: to its own, and digital to analog as 0 and 1 (P-231). */
export function mayFeed(from: ValueType, to: InputType): boolean {
  return to === 'any' || from === to || (from === 'digital' && to === 'analog')
}

/** What several wires into one input say together. Of digital ones any that is on (P-231); of others there is one. */
export function joined(values: readonly LogicValue[], to: InputType): LogicValue | undefined {
  const [first] = values
  if (first === undefined) return undefined
  const value = values.every((each) => typeof each === 'boolean') ? values.includes(true) : first
  return to === 'analog' ? Number(value) : value
}

/** `on`, `off`, `12`, `"Anna"`. */
export function valueText(value: LogicValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return typeof value === 'string' ? `"${value}"` : String(value)
}
