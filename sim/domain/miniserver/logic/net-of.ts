import { compileNet, type Net } from '../../logic/net.ts'
import type { Program } from '../../program/program.ts'
import { partsOf, wiringOf } from '../../program/terminals.ts'

/**
 * What is wired in a program, compiled when it is first needed and again when something of it is another. Edits of people and their
 * permissions, which come all day long, leave it as it is.
 */
export function netOf(program: Program): Net {
  const { rev, controls, logic, wiring, assignments, members } = program
  const sizes = [controls, logic, wiring, assignments, members].map(({ size }) => size)
  const version = [rev, ...sizes].join()
  const known = NETS.get(program)
  if (known?.version === version) return known.net
  const content = wiringOf(program)
  const net = known && isSame(known.content, content) ? known.net : compileNet(partsOf(program), wiring.values())
  NETS.set(program, { version, content, net })
  return net
}

interface Known {
  readonly version: string
  readonly content: readonly unknown[]
  readonly net: Net
}

/** Nothing but what follows from the programs themselves. */
const NETS = new WeakMap<Program, Known>()

function isSame(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((entry, place) => entry === right[place])
}
