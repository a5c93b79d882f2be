import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

interface Happening {
  readonly name: 'battery-low' | 'tamper' | 'unplug' | 'plug'
  readonly description: string
  readonly device: string
  readonly told: (device: string) => string
}

const ANY = 'a keypad, a 1-Wire Extension, an external reader or an Intercom: home/front-door'

export const batteryLow = verbOf({
  name: 'battery-low',
  description: 'let the battery of a keypad be nearly empty, of which its Miniserver gives notice',
  device: 'a keypad: home/front-door',
  told: (device) => `The battery of ${device} is nearly empty; its Miniserver gave notice.`,
})

export const tamper = verbOf({
  name: 'tamper',
  description: 'take a device off the wall, of which its Miniserver gives notice',
  device: 'a keypad, an external reader or an Intercom: home/front-door',
  told: (device) => `Somebody tampered with ${device}; its Miniserver gave notice.`,
})

export const unplug = verbOf({
  name: 'unplug',
  description: 'pull the plug of a device: it forgets all that is not durable and says nothing more',
  device: ANY,
  told: (device) => `${device} has no power any more.`,
})

export const plug = verbOf({
  name: 'plug',
  description: 'give an unplugged device its power again',
  device: ANY,
  told: (device) => `${device} has power again.`,
})

function verbOf({ name, description, device, told }: Happening): Verb {
  return (program, terminal) => {
    program
      .command(name)
      .description(description)
      .argument('<device>', device)
      .addOption(rigOption())
      .addOption(jsonOption())
      .action(async (reader: string, options: RigOption & JsonOption) => {
        const { call } = await connect(terminal, options)
        const answer = await call(name, { reader })
        printResult(terminal, options, answer, [told(answer.reader)])
      })
  }
}
