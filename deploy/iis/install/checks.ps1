# What has to be so before anything is changed. Each check ends the script with a sentence that says what to do.

# Windows Server 2016 is the oldest that Node.js 24 runs on.
$script:OldestWindows = New-Object System.Version -ArgumentList 10, 0, 14393
$script:OldestNode = 24
$script:NeededBytes = 1073741824

# What each way needs of IIS's modules, by their names in applicationHost.config.
$script:WayModules = @{
    HttpPlatform = @('httpPlatformHandler')
    IisNode      = @('iisnode', 'RewriteModule')
    ReverseProxy = @('RewriteModule', 'ApplicationRequestRouting')
}

$script:ModuleSources = @{
    httpPlatformHandler       = 'https://www.iis.net/downloads/microsoft/httpplatformhandler'
    iisnode                   = 'https://github.com/azure/iisnode/releases'
    RewriteModule             = 'https://www.iis.net/downloads/microsoft/url-rewrite'
    ApplicationRequestRouting = 'https://www.iis.net/downloads/microsoft/application-request-routing'
}

function Assert-Windows {
    if ($env:OS -ne 'Windows_NT') {
        Stop-Installation 'NotWindows'
    }
    if ([Environment]::OSVersion.Version -lt $script:OldestWindows) {
        Stop-Installation 'WindowsTooOld' @([Environment]::OSVersion.Version)
    }
    if (-not [Environment]::Is64BitProcess) {
        Stop-Installation 'Not64Bit'
    }
}

function Assert-Elevated {
    $identity = [Security.Principal.WindowsIdentity]::GetCurrent()
    $principal = New-Object Security.Principal.WindowsPrincipal -ArgumentList $identity
    if (-not $principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) {
        Stop-Installation 'NotElevated'
    }
}

function Assert-Iis {
    param([string] $Way)

    if (-not (Test-Path -LiteralPath (Get-AppcmdPath))) {
        Stop-Installation 'NoIis'
    }
    $service = Get-Service -Name 'W3SVC' -ErrorAction SilentlyContinue
    if (-not $service -or $service.Status -ne 'Running') {
        Stop-Installation 'IisStopped'
    }
    $modules = Get-IisModuleName
    foreach ($module in $script:WayModules[$Way]) {
        if ($modules -notcontains $module) {
            Stop-Installation 'NoModule' @($Way, $module, $script:ModuleSources[$module])
        }
    }
    if ($modules -notcontains 'ApplicationInitializationModule') {
        Write-Caution 'NoPreload'
    }
    return $modules
}

# The Node.js that the service is to run with, tried by asking it for its version.
function Resolve-Node {
    param([string] $NodePath)

    $node = $NodePath
    if (-not $node) {
        $node = Join-Path $env:ProgramFiles 'nodejs\node.exe'
    }
    if (-not (Test-Path -LiteralPath $node)) {
        Stop-Installation 'NoNode' @($node, $script:OldestNode)
    }
    # An application pool cannot read a person's folders.
    if ($node.StartsWith($env:USERPROFILE, [StringComparison]::OrdinalIgnoreCase)) {
        Stop-Installation 'NodeInProfile' @($node)
    }
    $version = & $node '--version'
    if ($LASTEXITCODE -ne 0 -or "$version" -notmatch '^v(\d+)\.') {
        Stop-Installation 'NodeFails' @($node)
    }
    if ([int] $Matches[1] -lt $script:OldestNode) {
        Stop-Installation 'NodeTooOld' @($node, $version, $script:OldestNode)
    }
    return $node
}

# A folder for programs or data: on a local disk with room. SQLite's locks do not work on file shares.
function Assert-Folder {
    param([string] $Folder)

    if ($Folder -notmatch '^[A-Za-z]:\\[^\\]') {
        Stop-Installation 'FolderNotLocal' @($Folder)
    }
    $drive = New-Object System.IO.DriveInfo -ArgumentList $Folder.Substring(0, 1)
    if ($drive.DriveType -ne [IO.DriveType]::Fixed) {
        Stop-Installation 'FolderNotLocal' @($Folder)
    }
    if ($drive.AvailableFreeSpace -lt $script:NeededBytes) {
        Stop-Installation 'DiskFull' @($drive.Name, [Math]::Round($drive.AvailableFreeSpace / 1048576))
    }
}

# Names go into appcmd's expressions between apostrophes, and arguments hold no quotation marks.
function Assert-PlainName {
    param([string[]] $Names)

    foreach ($name in $Names) {
        if ($name -match '[''"\[\]]') {
            Stop-Installation 'NameNotPlain' @($name)
        }
    }
}

# A path as .NET and other programs need it: theirs is another current folder. Empty stays empty.
function Resolve-FullPath {
    param([string] $Path)

    if (-not $Path) {
        return ''
    }
    return $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path).TrimEnd('\')
}

# Whoever listens on a port, as a sentence's part; empty where nobody does.
function Get-PortHolder {
    param([int] $Port)

    $connection = Get-NetTCPConnection -LocalPort $Port -State Listen -ErrorAction SilentlyContinue | Select-Object -First 1
    if (-not $connection) {
        return ''
    }
    $process = Get-Process -Id $connection.OwningProcess -ErrorAction SilentlyContinue
    if (-not $process) {
        return "PID $($connection.OwningProcess)"
    }
    return "$($process.ProcessName), PID $($process.Id)"
}
