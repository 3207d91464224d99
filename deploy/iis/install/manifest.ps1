# The manifest: what this script made and changed, beside the releases. Rollback and removal go by it alone, so nothing
# is touched that is not in it.

function Get-ManifestPath {
    param([string] $InstallDir)

    return (Join-Path $InstallDir 'install-manifest.json')
}

function Read-Manifest {
    param([string] $InstallDir)

    $path = Get-ManifestPath $InstallDir
    if (-not (Test-Path -LiteralPath $path)) {
        return (New-Object PSObject -Property @{
                version = 1; way = ''; site = ''; applicationPath = ''; pool = ''; dataDir = ''; adminPort = 0
                node = ''; rooms = ''; target = ''; serviceName = ''; listenPort = ''
                made = @(); switches = @(); backups = @()
            })
    }
    $manifest = [IO.File]::ReadAllText($path) | ConvertFrom-Json
    if ($manifest.version -ne 1) {
        Stop-Installation 'ManifestVersion' @($path)
    }
    return $manifest
}

# What was said in an earlier run holds until something else is said: another data folder, above all, would leave rows
# behind that wait for the database.
function Get-Remembered {
    param($Manifest, [string] $Name, [bool] $IsSaid, $Value)

    if (-not $IsSaid -and $Manifest.$Name) {
        return $Manifest.$Name
    }
    return $Value
}

function Save-Manifest {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest)

    $path = Get-ManifestPath $InstallDir
    if ($PSCmdlet.ShouldProcess($path, (Get-Text 'ActionWrite'))) {
        # First beside it, then in its place: an interruption leaves the old one or the new one.
        [IO.File]::WriteAllText("$path.new", (ConvertTo-Json -InputObject $Manifest -Depth 8))
        Move-Item -LiteralPath "$path.new" -Destination $path -Force
    }
}

function Test-Made {
    param($Manifest, [string] $Kind, [string] $Name)

    return (@($Manifest.made | Where-Object { $_ -and $_.kind -eq $Kind -and $_.name -eq $Name }).Count -gt 0)
}

function Add-Made {
    param([string] $InstallDir, $Manifest, [string] $Kind, [string] $Name, [string] $Detail)

    if (-not (Test-Made $Manifest $Kind $Name)) {
        $entry = New-Object PSObject -Property @{ kind = $Kind; name = $Name; detail = $Detail; time = (Get-Date).ToString('s') }
        $Manifest.made = @($Manifest.made | Where-Object { $_ }) + @($entry)
    }
    Save-Manifest $InstallDir $Manifest
}

function Remove-Made {
    param([string] $InstallDir, $Manifest, [string] $Kind, [string] $Name)

    $Manifest.made = @($Manifest.made | Where-Object { $_ -and -not ($_.kind -eq $Kind -and $_.name -eq $Name) })
    Save-Manifest $InstallDir $Manifest
}

# Keeps a copy of a file before it is changed, and says in the manifest where.
function Backup-File {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $File)

    if (-not (Test-Path -LiteralPath $File)) {
        return ''
    }
    $folder = Join-Path $InstallDir 'backup'
    $copy = Join-Path $folder ('{0}-{1}' -f (Get-Date).ToString('yyyyMMdd-HHmmss-fff'), (Split-Path -Leaf $File))
    if ($PSCmdlet.ShouldProcess($File, (Get-Text 'ActionBackup' @($copy)))) {
        New-Item -ItemType Directory -Path $folder -Force | Out-Null
        Copy-Item -LiteralPath $File -Destination $copy
        $entry = New-Object PSObject -Property @{ time = (Get-Date).ToString('s'); file = $File; copy = $copy }
        $Manifest.backups = @($Manifest.backups | Where-Object { $_ }) + @($entry)
        Save-Manifest $InstallDir $Manifest
    }
    return $copy
}
