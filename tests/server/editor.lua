-- Opens a file in Neovim with the server, repairs what it finds first, and says what it saw as JSON.
local file, command, encoding, out = vim.env.LC_FILE, vim.json.decode(vim.env.LC_COMMAND), vim.env.LC_ENCODING, vim.env.LC_OUT

vim.cmd("edit " .. vim.fn.fnameescape(file))
local buffer = vim.api.nvim_get_current_buf()
local capabilities = vim.lsp.protocol.make_client_capabilities()
capabilities.general = { positionEncodings = { encoding } }
local id = vim.lsp.start_client({
  name = "lintcorpus",
  cmd = command,
  root_dir = vim.fn.fnamemodify(file, ":h"),
  capabilities = capabilities,
  offset_encoding = encoding,
})
vim.lsp.buf_attach_client(buffer, id)

local function seen()
  return vim.tbl_map(function(item)
    local text = vim.api.nvim_buf_get_text(buffer, item.lnum, item.col, item.end_lnum, item.end_col, {})
    return { code = item.code, text = table.concat(text, "\n"), severity = item.severity }
  end, vim.diagnostic.get(buffer))
end

local report = {}
report.came = vim.wait(50000, function() return #vim.diagnostic.get(buffer) > 0 end, 50)
report.before = seen()
local client = vim.lsp.get_client_by_id(id)
report.encoding = client.server_capabilities.positionEncoding
local first = vim.diagnostic.get(buffer)[1]
vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col })
local params = vim.lsp.util.make_range_params(0, encoding)
params.context = { diagnostics = {}, only = { "quickfix" } }
local actions = client.request_sync("textDocument/codeAction", params, 20000, buffer).result
report.titles = vim.tbl_map(function(action) return action.title end, actions)
local action = client.request_sync("codeAction/resolve", actions[1], 20000, buffer).result
vim.lsp.util.apply_workspace_edit(action.edit, encoding)
report.settled = vim.wait(20000, function() return #vim.diagnostic.get(buffer) < #report.before end, 50)
report.after = seen()
report.lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
vim.cmd("write")
local handle = io.open(out, "w")
handle:write(vim.json.encode(report))
handle:close()
vim.lsp.stop_client(id)
vim.wait(5000, function() return vim.lsp.get_client_by_id(id) == nil end, 50)
vim.cmd("qall!")
