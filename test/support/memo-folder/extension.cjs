// Stands for a folder that is not on a disk, such as one of a repository that is looked at without a clone: files of the
// scheme `memo:` live in memory.
const vscode = require('vscode');

const MAPPING = `provision SuccessFactors -> EntraID

sample rita = "people/rita.json"

map {
  employeeId <- [personIdExternal] match 1
  displayName   <-   Jion(" ", [firstName], [lastName])
}
`;

exports.activate = ({ subscriptions }) => {
  const changed = new vscode.EventEmitter();
  const files = new Map([['/worker.sfmap', new TextEncoder().encode(MAPPING)]]);
  const contentOf = (uri) => {
    const content = files.get(uri.path);
    if (content === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return content;
  };
  const provider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: (uri) =>
      uri.path === '/'
        ? { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 }
        : { type: vscode.FileType.File, ctime: 0, mtime: 0, size: contentOf(uri).length },
    readDirectory: () => [...files.keys()].map((path) => [path.slice(1), vscode.FileType.File]),
    readFile: contentOf,
    writeFile: (uri, content) => void files.set(uri.path, content),
    createDirectory: () => undefined,
    delete: (uri) => void files.delete(uri.path),
    rename: () => undefined,
  };
  const open = () => vscode.window.showTextDocument(vscode.Uri.parse('memo:/worker.sfmap'));
  subscriptions.push(
    vscode.workspace.registerFileSystemProvider('memo', provider, { isCaseSensitive: true }),
    vscode.commands.registerCommand('memoFolder.open', open),
  );
};
