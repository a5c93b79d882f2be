import { existsSync } from 'node:fs'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openPseudoTerminal } from '../../../rigs/adapters/pseudo-terminal.ts'

/** What socat does with a device file is in test/hardware/adapter.test.ts; here is what is refused before, and without it. */
const NO_PROGRAM = 'no-such-socat'

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'loxrig-link-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const opened = (link: string) => openPseudoTerminal(link, () => [], NO_PROGRAM)

test('says which program is missing, and what installs it', async () => {
  await expect(opened(join(await aFolder(), 'tty'))).rejects.toMatchObject({
    code: 'READER_ABSENT',
    message:
      'No pseudo-terminal can be made: the program no-such-socat is not here. Mend it with: sudo apt-get install socat',
  })
})

test.for(['relative/tty', '/tmp/with blank', '/tmp/a,b=c', '/tmp/a:b', '/tmp/a!!b'])(
  'refuses %s, which is no plain path',
  async (link) => {
    await expect(opened(link)).rejects.toMatchObject({ code: 'USAGE' })
  },
)

test('leaves alone what lies there: a file, and a link that leads somewhere', async () => {
  const folder = await aFolder()
  const [file, link] = [join(folder, 'file'), join(folder, 'link')]
  await writeFile(file, 'mine')
  await symlink(file, link)
  for (const path of [file, link]) {
    await expect(opened(path)).rejects.toMatchObject({
      code: 'NAME_TAKEN',
      message: `${path} exists; name another link, or remove it`,
    })
    expect(existsSync(path)).toBe(true)
  }
})

test('takes the place of a link that leads nowhere: whoever made it was killed', async () => {
  const link = join(await aFolder(), 'tty')
  await symlink('/dev/pts/nothing', link)
  await expect(opened(link)).rejects.toMatchObject({ code: 'READER_ABSENT' })
})
