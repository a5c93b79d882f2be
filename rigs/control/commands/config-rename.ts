import { z } from 'zod'
import { siteNamed } from '../addresses.ts'
import { rigCommand } from '../command.ts'
import { nameInput, planeInput, siteInput } from '../inputs.ts'
import { planeOf, planeOutput } from '../plane.ts'

export const configRename = rigCommand({
  name: 'config-rename',
  summary: 'Gives a Miniserver another name, the host in Anna@Office; its serial number and its site stay',
  input: z.strictObject({ site: siteInput, name: nameInput, ...planeInput }),
  output: z.strictObject({ ...planeOutput, name: z.string() }),
  run: async (context, { site, name, ...choice }) => {
    const plane = await planeOf(context, siteNamed(context.estate.file, site), choice)
    const title = name.trim()
    return { ...(await plane.edit({ type: 'edit-setting', setting: { name: 'miniserver-name', title } })), name: title }
  },
})
