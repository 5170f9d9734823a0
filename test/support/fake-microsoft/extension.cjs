// Stands for the editor's own way to sign in to Microsoft: each sign-in gives the next of the tokens that the settings
// hold, and writes down the scopes that were asked for.
const { appendFileSync } = require('node:fs');
const vscode = require('vscode');

exports.activate = ({ subscriptions }) => {
  const changed = new vscode.EventEmitter();
  let sessions = [];
  let signIns = 0;
  const provider = {
    onDidChangeSessions: changed.event,
    getSessions: async (scopes) =>
      sessions.filter((session) => scopes === undefined || session.scopes.join() === scopes.join()),
    createSession: async (scopes) => {
      const settings = vscode.workspace.getConfiguration('fakeMicrosoft');
      const accessToken = settings.get('tokens')[signIns];
      signIns += 1;
      appendFileSync(settings.get('asked'), `${scopes.join(' ')}\n`);
      const account = { id: 'rita', label: 'rita.okafor@contoso.example' };
      const removed = sessions;
      sessions = [{ id: `session-${signIns}`, accessToken, account, scopes }];
      changed.fire({ added: sessions, removed, changed: [] });
      return sessions[0];
    },
    removeSession: async () => {
      sessions = [];
    },
  };
  subscriptions.push(vscode.authentication.registerAuthenticationProvider('microsoft', 'Microsoft', provider));
};
