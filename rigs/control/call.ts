import { RigError } from '../../sim/domain/errors.ts'
import { didYouMean } from '../../sim/domain/nearest.ts'
import { faultOf } from '../../sim/protocol/control/parse.ts'
import type { RigContext } from './command.ts'
import { RIG_COMMANDS, rigCommandNamed } from './commands/index.ts'

/**
 * Carries out a command of the rig by its name. Throws NOT_FOUND with the nearest names, USAGE naming the first place that is
 * wrong in the input and not what stands there, and what the command throws.
 *
 * @param signal aborted when whoever asks has gone
 */
export async function callCommand(
  context: RigContext,
  name: string,
  input: unknown,
  signal = new AbortController().signal,
): Promise<unknown> {
  const command = rigCommandNamed(name)
  if (command === undefined) {
    const names = RIG_COMMANDS.map((each) => each.name)
    throw new RigError('NOT_FOUND', `no command ${name.slice(0, 64)}.${didYouMean(name, names)}`)
  }
  const given = command.input.safeParse(input)
  if (!given.success) throw new RigError('USAGE', `${name}: ${faultOf(given.error)}`)
  return command.output.parse(await command.run(context, given.data, signal))
}
