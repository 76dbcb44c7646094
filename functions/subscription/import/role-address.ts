/** RFC 2142 §§3–5, and addresses from which mail is sent and never read. Nobody opted in for them alone. */
const roleNames = new Set([
  ...[
    'abuse',
    'admin',
    'administrator',
    'billing',
    'contact',
    'ftp',
    'help',
    'hostmaster',
    'info',
    'mailer-daemon',
  ],
  ...['marketing', 'news', 'no-reply', 'noc', 'noreply', 'office', 'postmaster', 'root', 'sales', 'security'],
  ...['spam', 'support', 'usenet', 'uucp', 'webmaster', 'www'],
])

export const isRole = (address: string): boolean => roleNames.has(address.slice(0, address.lastIndexOf('@')))
