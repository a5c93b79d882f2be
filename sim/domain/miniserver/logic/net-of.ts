import { compileNet, type Net } from '../../logic/net.ts'
import type { Program } from '../../program/program.ts'
import { partsOf } from '../../program/terminals.ts'

/** What is wired in a program, compiled when it is first needed and again when the program is another. */
export function netOf(program: Program): Net {
  const { rev, controls, logic, wiring, assignments, members } = program
  const sizes = [controls, logic, wiring, assignments, members].map(({ size }) => size)
  const version = [rev, ...sizes].join()
  const known = NETS.get(program)
  if (known?.version === version) return known.net
  const net = compileNet(partsOf(program), wiring.values())
  NETS.set(program, { version, net })
  return net
}

/** Nothing but what follows from the programs themselves. */
const NETS = new WeakMap<Program, { readonly version: string; readonly net: Net }>()
