const HEADER =
  'Username;First name;Last name;E-mail;Phone;Company;Department;Personnel no.;User ID;User groups;Status;Valid until;Access code;NFC tags'

/** A file of that many users as a company has them: each with a code, one in ten with a tag, one in fifty until a day. */
export function usersFile(users: number): Buffer {
  const rows = Array.from({ length: users }, (_, at) =>
    [
      `user${at}`,
      `Jürgen ${at % 100}`,
      `Müller ${at}`,
      `user${at}@example.org`,
      `'+43 664 ${at}`,
      'ACME GmbH',
      `Department ${at % 40}`,
      `P${at}`,
      `U-${at}`,
      'Full Access',
      'enabled',
      at % 50 === 0 ? '2027-12-31T18:00' : '',
      String(1_000 + ((at * 37) % 9_000)),
      at % 10 === 0 ? `${tagId(at)}=Card ${at}` : '',
    ].join(';'),
  )
  return Buffer.from(`\ufeff${[HEADER, ...rows].join('\r\n')}\r\n`)
}

function tagId(at: number): string {
  const hex = at.toString(16).padStart(6, '0')
  return `04 ${hex.slice(0, 2)} ${hex.slice(2, 4)} ${hex.slice(4)}`
}
