# Settings of the service: a settings file in the data folder, and a web.config that names it. Both are written by
# scripts of the release with its Node.js: they keep comments, and are tested as the rest of the release is.

# Where ROOMS keeps its configuration on a server that it is installed on, newest release first.
function Get-RoomsConfigCandidate {
    return @(
        (Join-Path $env:ProgramFiles '3volutions\ROOMS\Configuration'),
        (Join-Path ${env:ProgramFiles(x86)} '3VOLUTIONS\ROOMS\Configuration'),
        (Join-Path ${env:ProgramFiles(x86)} 'Garaio\ROOMS\Configuration')
    )
}

# The folder with ConnectionStrings.config: the one that was named, or the first that is there. Empty without one.
function Resolve-RoomsConfig {
    param([string] $RoomsConfigDir)

    if ($RoomsConfigDir) {
        if (-not (Test-Path -LiteralPath (Join-Path $RoomsConfigDir 'ConnectionStrings.config'))) {
            Stop-Installation 'NoRoomsConfig' @($RoomsConfigDir)
        }
        return $RoomsConfigDir
    }
    foreach ($folder in Get-RoomsConfigCandidate) {
        if (Test-Path -LiteralPath (Join-Path $folder 'ConnectionStrings.config')) {
            Write-Step 'RoomsConfigFound' @($folder)
            return $folder
        }
    }
    Write-Caution 'NoRoomsConfigFound'
    return ''
}

# Runs a script of the release. What it is to do goes through a file: the two PowerShells quote arguments differently.
function Invoke-ReleaseScript {
    param([string] $Node, [string] $Release, [string] $Script, [string] $File, $Wish)

    $wishFile = [IO.Path]::GetTempFileName()
    try {
        [IO.File]::WriteAllText($wishFile, (ConvertTo-Json -InputObject $Wish -Depth 8))
        $output = & $Node @((Join-Path $Release "deploy\$Script"), $File, $wishFile)
        if ($LASTEXITCODE -ne 0) {
            Stop-Installation 'ScriptFailed' @($Script, $File)
        }
        return ($output -join "`n" | ConvertFrom-Json)
    } finally {
        [IO.File]::Delete($wishFile)
    }
}

# Writes settings into the file, and leaves everything else in it as it is. Returns what a rollback needs.
function Set-SettingsFile {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Node, [string] $Release, [string] $File, [hashtable] $Values)

    Write-Step 'SettingsWritten' @($File, (($Values.Keys | Sort-Object) -join ', '))
    if ($PSCmdlet.ShouldProcess($File, (Get-Text 'ActionWrite'))) {
        $existed = Test-Path -LiteralPath $File
        $copy = Backup-File $InstallDir $Manifest $File
        $result = Invoke-ReleaseScript $Node $Release 'iis\install\write-settings.ts' $File @{ values = $Values }
        if (-not $existed) {
            Add-Made $InstallDir $Manifest 'settings' $File ''
        }
        return (New-Object PSObject -Property @{
                file = $File; copy = $copy; hash = (Get-FileHash -LiteralPath $File).Hash; adminPort = $result.adminPort
            })
    }
}

# The web.config of a way, from the release's own file, with this server's paths in it.
function Set-WebConfig {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $InstallDir, $Manifest, [string] $Node, [string] $Release, [string] $Folder, [hashtable] $Wish)

    $file = Join-Path $Folder 'web.config'
    if ($PSCmdlet.ShouldProcess($file, (Get-Text 'ActionWrite'))) {
        New-Item -ItemType Directory -Path $Folder -Force | Out-Null
        if ($Wish.way -eq 'IisNode') {
            Copy-Item -LiteralPath (Join-Path $Release 'deploy\iis\iisnode\server.cjs') -Destination $Folder -Force
        }
        $result = Invoke-ReleaseScript $Node $Release 'iis\install\adapt-web-config.ts' "$file.new" $Wish
        $known = @($Manifest.made | Where-Object { $_ -and $_.kind -eq 'webconfig' -and $_.name -eq $file })
        if (Test-Path -LiteralPath $file) {
            $hash = (Get-FileHash -LiteralPath $file).Hash
            $ours = @($result.template) + @($known | ForEach-Object { $_.detail })
            if ($hash -eq (Get-FileHash -LiteralPath "$file.new").Hash) {
                # IIS starts an application anew when its web.config is written, even with the same words.
                Remove-Item -LiteralPath "$file.new"
                return
            }
            if ($ours -notcontains $hash) {
                Backup-File $InstallDir $Manifest $file | Out-Null
                Write-Caution 'WebConfigChanged' @($file)
            }
        }
        Move-Item -LiteralPath "$file.new" -Destination $file -Force
        Remove-Made $InstallDir $Manifest 'webconfig' $file
        Add-Made $InstallDir $Manifest 'webconfig' $file (Get-FileHash -LiteralPath $file).Hash
    }
}
